#pragma once

#include "core/baseline/seen.h"
#include "core/world/chain.h"

namespace core::baseline {

/// How particles are drawn anew: independently, or from one uniform number on a comb (less noise, also unbiased).
enum class Resampling { multinomial, systematic };

struct ParticlePlan {
    std::int64_t particles = 1024;
    std::int64_t burnIn = 0;  ///< transitions between the chain's start and x_1
    Resampling resampling = Resampling::systematic;
    std::uint64_t seed = 0;
};

struct Particles {
    Tensor trajectories;     ///< [n, L, d] float64, equally likely draws of x_1:L given all y
    double logEvidence = 0;  ///< log of an unbiased estimate of p(y)
    Tensor effective;  ///< particles that carried the weight at each observation, 1/Σw², [observations]
};

/// Bootstrap particle filter: moves by the chain, weighs by p(y | x_i), resamples at every observation, and follows the
/// ancestors of the last particles back (so early states of long windows have few distinct values).
/// throws Error{badInput} for no particle, observations out of order, or where all particles have weight zero
/// source Gordon, Salmond and Smith 1993, doi:10.1049/ip-f-2.1993.0015
[[nodiscard]] Particles particleFilter(const world::Chain& chain, std::int64_t length,
                                       std::span<const Seen> seen, const ParticlePlan& plan);

}  // namespace core::baseline
