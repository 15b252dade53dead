#pragma once

#include "core/earth/model/plan.h"
#include "core/earth/model/state.h"

namespace core::earth::model {

/// The semi-implicit half of a leapfrog step: gravity waves about rest at temperature T_r are averaged over
/// the step's ends.
///     X⁺ = X⁻ + 2Δt [N + L (X⁺ + X⁻)/2],   (I + Δt² l(l+1)/a² B) δ̄ = …
///     B = Hτ + R T_r 1νᵀ,  τ = κ T_r W,  ν = Δσ
/// B's eigenvalues are the squared speeds of gravity waves.
/// source  Hoskins and Simmons 1975, doi:10.1002/qj.49710142918
class Implicit {
public:
    Implicit(const Plan& plan, const at::TensorOptions& options);

    /// The state at the end of a step of `interval` seconds from `before`, without diffusion and friction.
    /// rates  dX/dt of everything at the middle, without −∇²(Φ + R T_r ln p_s) of the divergence
    /// middle  the state they were computed from
    [[nodiscard]] State advanced(const State& before, const State& middle, const State& rates,
                                 double interval) const;

    /// c² of each vertical mode, m² s-2, falling
    [[nodiscard]] const std::vector<double>& squaredSpeeds() const { return squares_; }
    /// Φ' of T': matrix [L, L] for products from the right
    [[nodiscard]] const Tensor& hydrostatic() const { return hydrostatic_; }
    /// l(l+1)/a², [N, 1, 1]
    [[nodiscard]] const Tensor& laplacian() const { return laplacian_; }

private:
    double meanGas_;  // R T_r
    std::vector<double> squares_;
    Tensor laplacian_;
    Tensor hydrostatic_, cooling_, thickness_;  // transposed Hᵀ, τᵀ; ν [L, 1]
    Tensor toModes_, fromModes_, square_;       // transposed; c² [L]
};

}  // namespace core::earth::model
