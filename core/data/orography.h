#pragma once

#include <optional>
#include <string>
#include <vector>

namespace core::data {

/// Heights of a model's ground on latitudes and longitudes, of a region or the globe.
struct Orography {
    std::vector<double> lat, lon;  ///< degrees; lat north to south, lon increasing
    std::vector<double> metres;    ///< [lat, lon], NaN unknown
    bool global = false;

    /// Bilinear; NaN outside the grid and beside what is unknown. Beyond the last row of a globe: that row.
    [[nodiscard]] double at(double north, double east) const;
};

/// The height of the ground in a gridded file (a folder: in any of its files): a surface altitude (standard_name, or the
/// names that models use), or geopotential without a level, which does not change with time.
/// return  nothing where there is none
/// throws  Error{badFile} where the file cannot be read
[[nodiscard]] std::optional<Orography> readOrography(const std::string& path);

}  // namespace core::data
