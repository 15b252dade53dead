#pragma once

#include "core/sampler/sampler.h"

namespace core::sampler {

/// One step of Heun's rule on dx̄/du = z, x̄ = x/α, u = σ/α: Euler to s, then again with the mean of both slopes.
/// At σ_s = 0, where z is not defined, it ends with Euler's step.
/// source Karras et al. 2022, arXiv:2206.00364, alg. 1
[[nodiscard]] inline Step heunStep(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s)
{
    const Tensor mean = denoiser.mean(x_t, t);
    const Tensor z_t = x_t.sub(mean, t.alpha).mul_(1 / t.sigma);
    const double scale = s.alpha / t.alpha;
    const double stride = s.alpha * (s.u() - t.u());
    Tensor x_s = (x_t * scale).add_(z_t, stride);
    if (s.sigma == 0) {
        return {x_s, mean};
    }
    const Tensor z_s = x_s.sub(denoiser.mean(x_s, s), s.alpha).mul_(1 / s.sigma);
    return {(x_t * scale).add_(z_t, stride / 2).add_(z_s, stride / 2), mean};
}

}  // namespace core::sampler
