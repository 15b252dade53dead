#pragma once

#include <optional>
#include <string>
#include <utility>

namespace core::base {

/// y = scale·x + offset from one unit to another (UDUNITS-2); nothing when they cannot be converted.
struct UnitMap {
    double scale = 1, offset = 0;
    [[nodiscard]] double operator()(double x) const { return scale * x + offset; }
};
[[nodiscard]] std::optional<UnitMap> unitMap(const std::string& from, const std::string& to);

/// A number with its unit, e.g. "1.8 K" in K. throws Error{badInput} naming `path`
[[nodiscard]] double quantity(const std::string& text, const std::string& unit, const std::string& path);

}  // namespace core::base
