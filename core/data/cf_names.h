#pragma once

#include "core/api/interpretation.h"

#include <map>
#include <optional>
#include <string>

namespace core::data {

/// What a variable is called by CF, with the unit the program computes in.
struct CfName {
    std::string standardName;
    std::string units;             ///< canonical: K, m s-1, Pa, m, kg kg-1, 1, degree, or the file's own
    double scale = 1, offset = 0;  ///< canonical = scale·value + offset
};

/// Name by standard_name, else by known short names (t, u, gh, t2m, uwnd, air …) with the unit as check,
/// else the variable's own name and unit. Geopotential becomes geopotential_height.
/// units  overrides the variable's own units text when not empty
[[nodiscard]] CfName cfName(const std::string& standardName, const std::string& shortName,
                            const std::string& units);

/// Canonical unit of a standard name, when the program knows it.
[[nodiscard]] std::optional<std::string> canonicalUnit(const std::string& standardName);

/// All standard names that the program knows, with their labels and canonical units.
[[nodiscard]] std::map<std::string, KnownName> knownStandardNames();

/// "Temperature, 850 hPa" of a standard name and a level in hPa (0 for the surface).
[[nodiscard]] std::string humanLabel(const std::string& standardName, double levelHpa);

[[nodiscard]] std::string lowerCase(std::string text);

}  // namespace core::data
