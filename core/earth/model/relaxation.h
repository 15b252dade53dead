#pragma once

#include "core/earth/model/forcing.h"
#include "core/earth/model/transform.h"

namespace core::earth::model {

/// How warm and how quickly: tables of a relaxation, float64, [lat, lon | 1, layers | 1].
struct Climate {
    Tensor surface;       ///< K: temperature at p₀ that the air relaxes to, mean of the year
    Tensor cosine, sine;  ///< its parts with cos and sin of the season's angle; undefined for none
    Tensor rate;          ///< s-1
    Tensor dayCosine,
        daySine;  ///< heating with cos and sin of 2π · (time of day at 0° E), K s-1; undefined for none
    double stratosphere = 200;  ///< K
    double stability = 10;      ///< Δθ_z, K
};

/// Newtonian cooling towards a climate and Rayleigh friction near the ground.
///     T_eq = max(T_strat, [T_s − Δθ_z ln(p/p₀) cos²φ] (p/p₀)^κ),  Q = −k_T (T − T_eq)
///     k_v = k_f max(0, (σ − .7)/.3)
/// source  Held and Suarez 1994, doi:10.1175/1520-0477(1994)075<1825:APFTIO>2.0.CO;2
class Relaxation final : public Forcing {
public:
    Relaxation(const Climate& climate, const Levels& levels, const Transform& transform,
               double referenceKelvin);
    [[nodiscard]] Tensor heating(const Air& air) const override;
    [[nodiscard]] std::vector<double> friction() const override;

private:
    Levels levels_;
    double stratosphere_, referenceKelvin_;
    Tensor surface_, cosine_, sine_, rate_, dayCosine_, daySine_;  // [lat, lon | 1, 1, L]
    Tensor lapse_;                                                 // Δθ_z cos²φ σ^κ, [lat, 1, 1, L]
};

/// The climate of Held and Suarez 1994: no seasons, no longitudes.
[[nodiscard]] Climate heldSuarez(const Levels& levels, const Transform& transform);

/// Share of a layer's friction and boundary heating, max(0, (σ − .7)/.3), [layers]
[[nodiscard]] Tensor nearGround(const Levels& levels);

}  // namespace core::earth::model
