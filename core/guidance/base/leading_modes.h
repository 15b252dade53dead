#pragma once

#include "core/denoiser/denoiser.h"
#include "core/observe/operator.h"

#include <functional>

namespace core::guidance {

using at::Tensor;

/// A preconditioner for R + A V Aᵀ at every noise level: V is diagonal in the prior's eigenbasis, so the columns U of A in
/// the directions of its largest eigenvalues are made once, and what the others add is taken as a multiple of R:
///     P = (1 + s) R + U diag(v) Uᵀ,   s = mean over observations of the rest of A V Aᵀ / R
/// solved by the Woodbury identity with matrices of as many rows as there are modes.
class LeadingModes {
public:
    /// x      [1, D]: where the operator is linearised
    /// noise  R [n], as the guidance has it without strength; any positive multiple of it serves
    /// throws Error{badInput} where the covariance has no eigenbasis
    LeadingModes(const denoiser::Covariance& covariance, const observe::Operator& op, const Tensor& x, const Tensor& noise);

    /// r ↦ P⁻¹ r, r [M, n] float64; v [D] as Covariance::conditional() gives it, strength s: R is noise/strength
    [[nodiscard]] std::function<Tensor(const Tensor&)> inverse(const Tensor& v, double strength) const;

    /// what it is made of, to be stored and taken back
    [[nodiscard]] std::vector<Tensor> memory() const { return {columns_, energy_, noise_, leading_}; }
    explicit LeadingModes(const std::vector<Tensor>& memory);

private:
    Tensor columns_;  // U [r, n] float32
    Tensor energy_;   // [D]: Σ_i A_ik²/R_i of each direction, estimated; zero for the leading ones
    Tensor noise_;    // [n] float64
    Tensor leading_;  // [r] int64
    Tensor within_;   // Uᵀ R⁻¹ U, [r, r] float64
    void prepare();
};

}  // namespace core::guidance
