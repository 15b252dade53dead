#pragma once

#include "core/baseline/seen.h"
#include "core/prior/spectral.h"
#include "core/world/linear.h"

namespace core::baseline {

/// The exact posterior of a linear-Gaussian chain, state by state.
struct Smoothed {
    Tensor means;            ///< E[x_i | y], [L, d] float64
    Tensor covariances;      ///< V[x_i | y], [L, d, d]
    double logEvidence = 0;  ///< log p(y)
};

/// Kalman filter and smoother. The backward pass is Bryson and Frazier's, which inverts innovations only, so that a
/// chain with numbers that move without noise is smoothed too:
///     Λ = Hᵀ S⁻¹ H + Cᵀ Fᵀ Λ⁺ F C,  C = I − K H,   V[x|y] = P − P Λ P
/// seen  linear observations in order. Costs O(L d³) and L d² numbers of memory.
/// throws Error{badInput} for an observation that is not linear or out of order
/// source Bierman 1973, Automatica 9, doi:10.1016/0005-1098(73)90046-8
[[nodiscard]] Smoothed kalmanSmoother(const world::LinearChain& chain, std::int64_t length,
                                      std::span<const Seen> seen);

/// The spectral prior as a chain over the latents of a one-state prior: AR(1) of each degree,
///     F = ρ_l = exp(−step/τ_l),  Q = λ (1 − ρ_l²)
/// so that any number of states costs no matrix over time. The state decodes and is observed through `oneState`.
[[nodiscard]] world::LinearChain spectralChain(const prior::Spectral& oneState, std::int64_t stepSeconds);

}  // namespace core::baseline
