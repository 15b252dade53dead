#pragma once

#include "core/earth/model/relaxation.h"

namespace core::earth::model {

/// Share of land, 0…1, on even cells: north to south, eastward from 0°.
struct LandShare {
    int rows = 0, columns = 0;
    std::vector<float> share;
};

/// The map as a model sees it.
struct Map {
    Tensor land;    ///< share of land, [lat, lon] float64, as smooth as the truncation asks
    Tensor ground;  ///< geopotential of the ground, J kg-1, spectral [2, M, N] float64
};

/// Land and idealised mountain ranges (ellipses with a bell's profile, heights and places of the real ones)
/// on a model's grid. Degrees near the truncation are tapered so that there are no ripples.
[[nodiscard]] Map mapOf(const LandShare& land, const GaussianTransform& transform);

/// Height of the idealised ranges at a place, metres.
[[nodiscard]] double rangesHeight(double lat, double lon);

/// A climate tied to the map: Held and Suarez 1994 with seasons, of larger amplitude and shorter lag over
/// land, cold land in winter and warm land in summer, faster relaxation over the sea, and a daily march over
/// land.
[[nodiscard]] Climate earthly(const Levels& levels, const Transform& transform, const Tensor& land);

}  // namespace core::earth::model
