#pragma once

#include "core/api/event.h"
#include "core/earth/model/plan.h"
#include "core/earth/model/state.h"
#include "core/earth/model/transform.h"

namespace core::earth::model {

/// Latitudes in either order, longitudes equally spaced over 360°; degrees.
struct ShownGrid {
    std::vector<double> lat, lon;
};

/// What the weather is like on pressure levels, of a model's state, on any latitude–longitude grid.
/// Between layers linear in ln p, the geopotential in hydrostatic balance with that; below the lowest layer
/// the wind stays and temperature rises by 6.5 K/km. Mean-sea-level pressure and the temperature near the
/// ground follow the same lapse; for the pressure, air colder than 255 K counts as half-way to that.
class PressureLevels {
public:
    /// ground  Φ_s, J kg-1, spectral [2, M, N], may be undefined
    PressureLevels(const Plan& plan, const ShownGrid& grid, const Tensor& ground,
                   const at::TensorOptions& options);

    /// u, v, T and geopotential height at 250, 500 and 850 hPa, pressure at mean sea level, temperature near
    /// the ground
    [[nodiscard]] static std::vector<Channel> channels();

    /// [members, channels, lat, lon] in the channels' order and units
    [[nodiscard]] Tensor fields(const State& state) const;

private:
    struct Columns;
    [[nodiscard]] Columns columns(const State& state) const;

    Plan plan_;
    Transform transform_;
    Tensor ground_, hydrostatic_, nodes_;
};

}  // namespace core::earth::model
