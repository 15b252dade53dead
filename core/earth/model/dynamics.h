#pragma once

#include "core/earth/model/forcing.h"
#include "core/earth/model/plan.h"
#include "core/earth/model/state.h"
#include "core/earth/model/transform.h"

#include <memory>

namespace core::earth::model {

/// Rates of change of the dry primitive equations on σ layers, in vorticity and divergence.
///     ζ_t = ∇×F,  δ_t = ∇·F − ∇²(½V² + Φ + R T_r π),  F = −(ζ+f) k×V − σ̇ V_σ − R T' ∇π
///     T_t = −∇·(V T') + T'δ − σ̇ T_σ + κ T ω/p + Q,  π_t = −Σ (δ + V·∇π) Δσ,  π = ln p_s
/// ∇²(Φ' + R T_r π) is left to Implicit; the ground's geopotential is here.
/// source  Hoskins and Simmons 1975; vertical differences of Simmons and Burridge 1981
class Dynamics {
public:
    /// ground  surface geopotential, J kg-1, spectral [2, M, N], or undefined for a flat one
    /// forcing  may be null
    Dynamics(const Plan& plan, std::shared_ptr<const GaussianTransform> transform,
             std::shared_ptr<const Forcing> forcing, const Tensor& ground);

    /// dX/dt of a state
    [[nodiscard]] State rates(const State& x, double seconds) const;

private:
    struct Fields;
    [[nodiscard]] Fields onGrid(const State& x) const;
    void products(Fields& fields, double seconds) const;
    [[nodiscard]] State projected(const Fields& fields, const State& x) const;

    Plan plan_;
    std::shared_ptr<const GaussianTransform> transform_;
    std::shared_ptr<const Forcing> forcing_;
    Tensor inverse_;                                                   // −a/(l(l+1)), [N, 1, 1]
    Tensor order_;                                                     // m, −m: [2, M, 1, 1, 1]
    Tensor laplacian_;                                                 // l(l+1)/a²
    Tensor ground_;                                                    // l(l+1)/a² Φ_s, [2, M, N, 1, 1]
    Tensor coriolis_;                                                  // [lat, 1]
    Tensor secant2_;                                                   // 1/(1 − μ²), [lat, 1, 1]
    Tensor gas_;                                                       // R (1 − μ²), [lat, 1, 1, 1]
    Tensor compression_, crossing_, difference_, spread_, thickness_;  // transposed
    double targetLog_ = 0;  // ln of the held mean pressure over p₀
};

}  // namespace core::earth::model
