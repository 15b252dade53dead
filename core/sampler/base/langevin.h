#pragma once

#include "core/sampler/base/placed.h"

namespace core::sampler {

/// Langevin's move of size d σ² on the score −ẑ/σ: x − (d ẑ + √(2d) ε) σ.
/// z, noise [M, D]; d [M, 1], one a member
/// On N(0, λ) it settles at (λα²+σ²)/(1 − dκ/2), κ = σ²/(λα²+σ²), instead of λα²+σ².
[[nodiscard]] inline Tensor langevinMove(const Placed& state, const Tensor& z, const Tensor& d,
                                         const Tensor& noise)
{
    return state.x.sub((z * d).addcmul_(noise, (2 * d).sqrt()), state.at.sigma);
}

}  // namespace core::sampler
