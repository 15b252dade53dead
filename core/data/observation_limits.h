#pragma once

#include <optional>
#include <string>

namespace core::data {

/// Both ends are allowed.
struct Limits {
    double low, high;
};

/// What weather can be, in the variable's canonical unit: the records of the globe with a margin at the surface
/// (levelHpa 0), the free atmosphere up to 1 hPa else; nothing for variables that are not in the table.
/// source  World Meteorological Organization, World Weather and Climate Extremes Archive: −89.2 to 56.7 °C,
///         870 to 1084.8 hPa at sea level, gusts of 113 m s-1; aloft generous bounds of our own
[[nodiscard]] std::optional<Limits> plausible(const std::string& variable, double levelHpa);

}  // namespace core::data
