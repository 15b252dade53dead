#pragma once

#include "core/observe/operator.h"

namespace core::guidance {

using at::Tensor;

/// A⁺ r = Aᵀ (A Aᵀ + εI)⁻¹ r: the smallest change of the state that changes what is observed by r.
/// Where A is a mask it puts r in place. ε is at the rounding of the state's dtype, relative to A Aᵀ.
/// By Cholesky where the operator knows A Aᵀ, else by conjugate gradients, all members at once.
class PseudoInverse {
public:
    /// x [M, D] and seen: where A is linearised; r [M, n] → [M, D]
    [[nodiscard]] Tensor apply(const observe::Observed& observed, const Tensor& x,
                               const observe::LinearisedOperator& seen, const Tensor& r);

private:
    /// Cholesky factor of A Aᵀ + εI, [n, n] or [M, n, n]; undefined where A Aᵀ has no closed form
    [[nodiscard]] Tensor factorised(const observe::Operator& op, const Tensor& x) const;

    std::shared_ptr<const observe::Operator> known_;  // linear: its factor holds at every x
    Tensor factor_;
};

}  // namespace core::guidance
