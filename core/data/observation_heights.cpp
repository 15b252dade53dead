#include "core/data/observation_heights.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace core::data {
namespace {

constexpr double gravity = 9.80665, gasConstant = 287.05;              // m s-2, J kg-1 K-1
constexpr double lapseUncertainty = 0.002, meanTemperatureError = 5;   // K/m, K
constexpr double othersGrow = 1000;                                    // m
constexpr double standardLapse = 0.0065, standardSurface = 288.15;     // K/m, K

using Station = std::tuple<std::string, std::int64_t, double, double>;

Station stationOf(const Observation& o)
{
    return {o.id, o.time, o.lat, o.lon};
}

}  // namespace

std::size_t bringToModelHeights(std::vector<Observation>& observations, const std::vector<double>& modelHeights,
                                const HeightRules& rules)
{
    const bool pressures = std::any_of(observations.begin(), observations.end(),
                                       [](const Observation& o) { return o.variable == "surface_air_pressure"; });
    std::map<Station, double> temperature;  // as measured
    for (const Observation& o : observations) {
        if (pressures && o.variable == "air_temperature" && o.levelHpa == 0 && o.use != Use::rejected) {
            temperature[stationOf(o)] = o.value;
        }
    }
    std::size_t changed = 0;
    for (std::size_t i = 0; i < observations.size(); ++i) {
        Observation& o = observations[i];
        const double dz = modelHeights[i] - o.altitude;
        if (o.levelHpa != 0 || !std::isfinite(dz) || o.variable == "air_pressure_at_mean_sea_level" ||
            o.variable == "sea_surface_temperature") {
            continue;
        }
        if (std::abs(dz) > rules.limit && o.use != Use::rejected) {
            o.use = Use::rejected;
            o.reason = "its height is too far from the model's ground";
        }
        if (o.variable == "air_temperature") {
            o.correction = -rules.lapseRate * dz;
            o.error = std::hypot(o.error, rules.lapseRate > 0 ? lapseUncertainty * dz : standardLapse * dz);
        } else if (o.variable == "surface_air_pressure") {
            const auto own = temperature.find(stationOf(o));
            const double station = own != temperature.end() ? own->second : standardSurface - standardLapse * o.altitude;
            const double mean = station - standardLapse * dz / 2;
            const double exponent = -gravity * dz / (gasConstant * mean);
            o.correction = o.value * std::expm1(exponent);
            o.error = std::hypot(o.error, o.value * exponent * meanTemperatureError / mean);
        } else {
            o.error *= 1 + std::abs(dz) / othersGrow;
        }
        o.value += o.correction;
        ++changed;
    }
    return changed;
}

}  // namespace core::data
