#pragma once

#include "core/sampler/base/placed.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace core::sampler {

/// Karras' stochastic churn: before a step the noise is raised from u to û = u(1+γ) by fresh noise.
///     γ = min(amount/K, √2 − 1) where low ≤ u ≤ high, else 0
/// source Karras et al. 2022, arXiv:2206.00364, alg. 2
struct Churn {
    double amount;     ///< S_churn, over all K steps
    double low, high;  ///< S_min, S_max: range of u = σ/α in which noise is added
    double noise;      ///< S_noise: standard deviation of what is added, 1 for exactly what û asks for
};

/// x_t raised to û; the state itself, without a draw, where γ = 0.
[[nodiscard]] inline Placed churned(const Churn& churn, std::size_t steps, const Placed& before, Noise& noise)
{
    const double u = before.at.u();
    if (churn.amount <= 0 || u < churn.low || u > churn.high) {
        return before;
    }
    const double gamma = std::min(churn.amount / static_cast<double>(steps), std::numbers::sqrt2 - 1);
    Node raised = before.at;
    raised.sigma *= 1 + gamma;
    const double fresh = churn.noise * before.at.sigma * std::sqrt(gamma * (2 + gamma));
    return {before.x.add(noise.normal(before.x), fresh), raised};
}

}  // namespace core::sampler
