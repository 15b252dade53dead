#pragma once

#include "core/sampler/sampler.h"

#include <cmath>

namespace core::sampler {

/// One denoising-diffusion step with stochasticity η:
///     x_s = α_s D + σ_s √(1−η') (x_t − α_t D)/σ_t + σ_s √η' ε,   η' = clip(ητ, 0, 1), τ = 1 − (α_t σ_s / (α_s σ_t))²
/// Draws noise only where η' > 0. source Song et al. 2021, arXiv:2010.02502, eq. 12; η scales the variance as in azula
[[nodiscard]] inline Tensor ancestralStep(const Tensor& x_t, const Tensor& mean, const Node& t, const Node& s,
                                          double eta, Noise& noise)
{
    const double ratio = s.u() / t.u();
    const double share = std::clamp(eta * (1 - ratio * ratio), 0.0, 1.0);
    const double kept = s.sigma * std::sqrt(1 - share) / t.sigma;
    const Term terms[] = {{kept, x_t}, {s.alpha - t.alpha * kept, mean}};
    return share > 0 ? noise.combined(terms, s.sigma * std::sqrt(share)) : combined(terms);
}

}  // namespace core::sampler
