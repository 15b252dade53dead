#pragma once

#include "core/baseline/particle_filter.h"
#include "core/world/lorenz63.h"

namespace core::baseline {

/// Observations y [n] of a Lorenz-63 trajectory as the filters take them.
[[nodiscard]] std::vector<Seen> seenOf(const world::Lorenz63Sight& sight, const Tensor& y);

/// The truth that the Lorenz-63 experiments are judged by: 1,024 draws of p(x_1:L | y), [1024, L, 3] in physical units,
/// from 64 burn-in transitions and 16,384 particles.
/// source arXiv:2306.10574, section 4.1 and its evaluation code
[[nodiscard]] Tensor lorenz63Posterior(std::span<const Seen> seen, std::int64_t length, std::uint64_t seed);

}  // namespace core::baseline
