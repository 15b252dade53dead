#pragma once

#include "core/baseline/seen.h"
#include "core/world/chain.h"

namespace core::baseline {

struct EnsemblePlan {
    std::int64_t members = 100;
    std::int64_t burnIn = 0;  ///< transitions between the chain's start and x_1
    double inflation = 1;     ///< factor on the deviations of the newest state before it is corrected
    std::uint64_t seed = 0;
};

/// Ensemble Kalman smoother with perturbed observations: each observation corrects all states up to its own,
///     X ← X + A Yᵀ/(M−1) (Y Yᵀ/(M−1) + R)⁻¹ (y + ε − A(x_i)),   A, Y deviations of states and of what they would show
/// Exact for linear-Gaussian chains as members grow.
/// return [members, L, d] float64
/// throws Error{badInput} for less than two members or observations out of order
/// source Evensen and van Leeuwen 2000, doi:10.1175/1520-0493(2000)128<1852:AEKSFN>2.0.CO;2
[[nodiscard]] Tensor ensembleSmoother(const world::Chain& chain, std::int64_t length,
                                      std::span<const Seen> seen, const EnsemblePlan& plan);

}  // namespace core::baseline
