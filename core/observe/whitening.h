#pragma once

#include "core/observe/operator.h"

#include <vector>

namespace core::observe {

/// Observations whose errors belong together.
struct ErrorBlock {
    std::vector<std::int64_t> rows;  ///< indices of the observations; each in one block at most
    Tensor correlation;              ///< C, [m, m] float64, positive definite
};

/// Makes correlated observation errors independent, so that every guidance method takes them as it takes others:
///     R = S C S,  S = diag(σ),  C = L Lᵀ:   y' = S L⁻¹ S⁻¹ y has errors of variance σ² again, uncorrelated
/// Rows outside all blocks stay as they are.
class Whitening final : public Operator {
public:
    /// variance  σ² of all observations, [n]
    /// throws    Error{badInput} where a correlation is not positive definite
    Whitening(const Tensor& variance, const std::vector<ErrorBlock>& blocks);
    [[nodiscard]] std::int64_t size() const override { return size_; }
    [[nodiscard]] bool linear() const override { return true; }
    [[nodiscard]] LinearisedOperator linearise(const Tensor& y) const override;

private:
    /// Blocks of one size together.
    struct Group {
        Tensor rows;          ///< [B · m]
        Tensor narrow, wide;  ///< S L⁻¹ S⁻¹, [B, m, m], of the state's type and in float64 on the CPU
    };
    std::int64_t size_;
    std::vector<Group> groups_;
    enum class Side { forward, adjoint };
    [[nodiscard]] Tensor product(const Tensor& y, Side side) const;
};

/// Observations with the errors of `blocks` made independent; the same ones where there are no blocks.
[[nodiscard]] Observed whitened(Observed observed, const std::vector<ErrorBlock>& blocks);

}  // namespace core::observe
