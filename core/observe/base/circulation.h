#pragma once

#include "core/observe/observe.h"

#include <vector>

namespace core::observe {

/// Relative vorticity as shares of the eastward (0) and northward (1) wind at the four places 0.25° around:
///     ζ = [v(λ+Δ) − v(λ−Δ)]/(2 a h) − [u(φ+h) cos(φ+h) − u(φ−h) cos(φ−h)]/(2 a h cos φ),  Δ = h/cos φ
/// Second order in h. Nearer to a pole than 1° the latitude of 89° is taken.
/// scale  factor of all weights
[[nodiscard]] std::vector<Share> circulation(double lat, double lon, double scale);

}  // namespace core::observe
