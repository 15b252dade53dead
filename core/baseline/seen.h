#pragma once

#include "core/observe/operator.h"

#include <span>

namespace core::baseline {

using at::Tensor;

/// What is seen of one state of a trajectory: y = A(x_i) + N(0, diag(variance)).
struct Seen {
    std::int64_t state = 0;  ///< i, counted from 0
    observe::Observed observed;
};

/// throws Error{badInput} unless states rise strictly and lie in 0 … length − 1
void expectOrdered(std::span<const Seen> seen, std::int64_t length);

/// log p(y | x) of states [n, d] float64 → [n]
[[nodiscard]] Tensor logLikelihood(const observe::Observed& observed, const Tensor& states);

/// log p(y | x) of trajectories [n, L, d] float64 → [n]
[[nodiscard]] Tensor logLikelihood(std::span<const Seen> seen, const Tensor& trajectories);

/// y = H x, a matrix [n, d] float64
class MatrixOperator final : public observe::Operator {
public:
    explicit MatrixOperator(Tensor matrix) : matrix_(std::move(matrix)) {}
    [[nodiscard]] std::int64_t size() const override { return matrix_.size(0); }
    [[nodiscard]] bool linear() const override { return true; }
    [[nodiscard]] observe::LinearisedOperator linearise(const Tensor& x) const override;

private:
    Tensor matrix_;
};

}  // namespace core::baseline
