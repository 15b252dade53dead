#pragma once

#include "core/sampler/sampler.h"

#include <cmath>

namespace core::sampler {

/// One step of DPM-Solver++(2S) with its middle at the geometric mean of both noise levels, x̄ = x/α, u = σ/α:
///     u_m = √(u_t u_s), x̄_m = (u_m/u_t) x̄_t + (1 − u_m/u_t) D(x_t), x̄_s = (u_s/u_t) x̄_t + (1 − u_s/u_t) D(x_m)
/// Ends in D(x_t) at σ_s = 0.
/// source Lu et al. 2022, arXiv:2211.01095, alg. 1 with r = 1/2; the form of GenCast, arXiv:2312.15796
[[nodiscard]] inline Step singleStep(const Denoiser& denoiser, const Tensor& x_t, const Node& t,
                                     const Node& s)
{
    const Tensor mean = denoiser.mean(x_t, t);
    if (s.sigma == 0) {
        return {mean * s.alpha, mean};
    }
    const Node middle{.t = (t.t + s.t) / 2, .alpha = t.alpha, .sigma = t.alpha * std::sqrt(t.u() * s.u())};
    const double half = middle.u() / t.u();
    const Tensor x_m = (x_t * half).add_(mean, t.alpha * (1 - half));
    const double whole = s.u() / t.u();
    return {(x_t * (s.sigma / t.sigma)).add_(denoiser.mean(x_m, middle), s.alpha * (1 - whole)), mean};
}

}  // namespace core::sampler
