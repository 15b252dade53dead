#pragma once

#include <span>
#include <vector>

namespace core::sampler {

/// Weights of an explicit multi-step rule: ∫_{u_t}^{u_s} p(u) du = Σ_j c_j p(u_j) for every polynomial p of
/// degree below the number of nodes.
/// nodes   u_j in the order they were visited, the last one is u_t; the range of integration lies beyond them
/// return  c_j in the same order, exact to rounding
/// source  Hairer, Nørsett & Wanner, Solving ODEs I, III.5 (variable step)
[[nodiscard]] std::vector<double> adamsBashforth(std::span<const double> nodes, double u_s);

}  // namespace core::sampler
