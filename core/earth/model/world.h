#pragma once

#include "core/earth/model/map.h"
#include "core/earth/model/starts.h"

#include <functional>
#include <memory>
#include <string>

namespace core::earth::model {

/// What is shipped of the simulated earth: where land is, and weather of one member through a year.
struct World {
    int truncation = 31;
    LandShare land;
    std::vector<double> days;  ///< of the year, 0 is 1 January 0 h, rising: when each start was
    State starts;              ///< float32 CPU, one member a start
    std::string about;         ///< how it was made
};

/// Read once from what is built into the program.
[[nodiscard]] const World& shippedWorld();

/// A safetensors file: `land` [rows, columns], `days`, `upper` [3, starts, layers, coefficients], `pressure`
/// [starts, coefficients]; coefficients by order, then degree, cosines, then sines without order 0.
[[nodiscard]] World readWorld(const std::string& path);
void writeWorld(const std::string& path, const World& world);

/// Number of the start that is nearest in the year to a time, seconds since 1970.
[[nodiscard]] std::size_t nearestStart(const World& world, double seconds);

/// The same air at another truncation: degrees are cut or set to zero.
[[nodiscard]] State truncated(const State& state, int truncation);

/// The shipped model: earthly climate over the world's map.
struct EarthModel {
    Map map;
    std::unique_ptr<Atmosphere> atmosphere;
};
[[nodiscard]] EarthModel earthModel(const World& world, int truncation, const at::TensorOptions& options);

/// How starts are made anew.
struct SpinUp {
    int truncation = 31;
    int days = 215;  ///< from rest to the first start, on 1 January
    int starts = 8;  ///< evenly through the year
};
/// Runs the earth's atmosphere from rest through a year and keeps the starts.
/// told  called with the share that is done
[[nodiscard]] World spunUp(const LandShare& land, const SpinUp& plan,
                           const std::function<void(double)>& told);

}  // namespace core::earth::model
