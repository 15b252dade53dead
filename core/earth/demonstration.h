#pragma once

#include "core/data/gridded.h"

#include <cstdint>

namespace core::earth {

/// Where and when a made-up trajectory is wanted.
struct DemonstrationPlan {
    std::uint64_t seed = 1;
    std::int64_t start = 0;        ///< seconds since 1970 of the first state
    std::int64_t stepSeconds = 6 * 3600;
    int states = 12;
    int truncation = 42;           ///< on 64 Gaussian latitudes × 128 longitudes at T42
};

/// A seeded random trajectory of weather-like fields: jets in thermal-wind balance, a planetary wave and travelling
/// lows, with air temperature, wind and geopotential height at 250, 500 and 850 hPa. It stands in for truth in the
/// demonstration and the tests; it is drawn from a Gaussian process, not simulated.
///     ψ(t + dt) = e^{−dt/τ_l − i m c_l dt} ψ(t) + noise,   c_l eastward phase speed,   u, v = k × ∇ψ,   z' = fψ/g
/// Shocks belong to (seed, step since 2000) and those of the 60 steps before the start are counted, so windows of the
/// same seed and step overlap closely, though not bit for bit.
[[nodiscard]] data::Gridded demonstration(const DemonstrationPlan& plan);

}  // namespace core::earth
