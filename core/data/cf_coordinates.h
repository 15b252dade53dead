#pragma once

#include "core/data/dataset.h"

#include <optional>
#include <string>
#include <vector>

namespace core::data {

/// What a coordinate variable measures, found by units, standard_name, axis and positive (names last).
enum class Axis { none, lat, lon, time, level, height, hybrid, member, version, projected, rotated };

[[nodiscard]] Axis axisOf(const Dataset& file, const Variable& variable);

/// Where each dimension of a data variable leads.
struct Placement {
    struct Leg {
        Axis axis = Axis::none;
        const Variable* coordinate = nullptr;  ///< null: the dimension has no coordinate variable
    };
    std::vector<Leg> legs;  ///< one a dimension
    const Variable* scalarTime = nullptr;
    const Variable* scalarLevel = nullptr;           ///< a single pressure
    [[nodiscard]] int dimensionOf(Axis axis) const;  ///< −1 when there is none
    [[nodiscard]] bool onLatLon() const { return dimensionOf(Axis::lat) >= 0 && dimensionOf(Axis::lon) >= 0; }
};
[[nodiscard]] Placement placementOf(const Dataset& file, const Variable& variable);

/// Latitudes or longitudes in degrees. throws Error{badFile} when one is missing, not finite or out of range
[[nodiscard]] std::vector<double> degreesOf(const Dataset& file, const Variable& coordinate, Axis axis);

/// Pressure levels in hPa, nothing when the coordinate is no pressure.
[[nodiscard]] std::optional<std::vector<double>> levelsHpaOf(const Dataset& file, const Variable& coordinate);

/// What a variable is for: data, coordinate, bounds or quality.
[[nodiscard]] std::string roleOf(const Dataset& file, const Variable& variable);

/// Words of a blank-separated attribute such as `coordinates`.
[[nodiscard]] std::vector<std::string> wordsOf(const std::string& text);

/// Why a variable cannot be drawn on latitude and longitude, one clause.
[[nodiscard]] std::string whyNotLatLon(const Dataset& file, const Variable& variable);

}  // namespace core::data
