#pragma once

#include "core/denoiser/denoiser.h"
#include "core/observe/operator.h"

#include <optional>

namespace core::guidance {

using at::Tensor;

/// V = (Σ⁻¹ + u⁻²)⁻¹, the covariance of x given x_t under the prior's own Σ, as Covariance::conditional() has it
[[nodiscard]] Tensor conditionalVariance(const denoiser::Covariance& prior, const denoiser::Node& at);

/// Most observations for which a dense matrix between them is formed: 0.4 GB each
constexpr std::int64_t mostObservations = 7000;

/// C⁻¹ r from the Cholesky factor of C; factor [n, n] or [M, n, n], r [M, n]
[[nodiscard]] Tensor choleskySolved(const Tensor& factor, const Tensor& right);

/// The Cholesky factor of A V Aᵀ + R, V = spread, for operators that know A V Aᵀ.
class ClosedForm {
public:
    /// Nothing where the operator has no closed form, or has too many observations for a dense matrix.
    /// x [M, D]   where A is linearised; one factor for all where it is linear, else one a member
    /// noise [n]  diagonal of R, float64
    /// throws     Error{badInput} when the matrix is singular
    static std::optional<ClosedForm> of(const observe::Operator& op, const Tensor& x, const Tensor& spread,
                                        const Tensor& noise);
    /// (A V Aᵀ + R)⁻¹ r; r [M, n] float64
    [[nodiscard]] Tensor solve(const Tensor& right) const;

private:
    explicit ClosedForm(Tensor factor) : factor_(std::move(factor)) {}
    Tensor factor_;  // [n, n] or [M, n, n]
};

}  // namespace core::guidance
