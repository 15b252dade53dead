#pragma once

#include "core/earth/model/atmosphere.h"

#include <cstdint>

namespace core::earth::model {

/// Fields on a model's grid, [lat, lon, members, layers] and [lat, lon, members].
struct GridState {
    Tensor u, v;         ///< m s-1
    Tensor temperature;  ///< K
    Tensor pressure;     ///< Pa, at the ground
};
[[nodiscard]] State spectral(const GridState& fields, const GaussianTransform& transform,
                             double referenceKelvin);
/// Inverse of spectral().
[[nodiscard]] GridState gridded(const State& state, const Transform& transform, double referenceKelvin);

/// Air at rest of one temperature; over ground Φ_s (spectral [2, M, N], may be undefined) in hydrostatic
/// balance, with mean surface pressure near `meanPascal`.
[[nodiscard]] State resting(const Atmosphere& model, std::int64_t members, double kelvin,
                            const Tensor& ground = {});

/// Adds noise to ζ of degrees 1…T: each grid-point standard deviation in s-1, the same for a seed and member
/// number whatever the batch.
void disturb(State& state, double deviation, std::uint64_t seed, std::uint32_t firstMember = 0);

/// The balanced zonal flow of Jablonowski and Williamson 2006 with its ground, and its disturbance of `gust`
/// m/s.
/// source  doi:10.1256/qj.06.12
struct BaroclinicWave {
    State state;
    Tensor ground;  ///< Φ_s, spectral [2, M, N] float64
};
[[nodiscard]] BaroclinicWave baroclinicWave(const Plan& plan, double gust, const at::TensorOptions& options);

}  // namespace core::earth::model
