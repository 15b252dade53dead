#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace core::data {

/// Where a platform was, by time: from a file beside the one with its measurements.
struct Track {
    std::vector<std::int64_t> time;  ///< rising, seconds since 1970-01-01T00:00:00Z
    std::vector<double> lat, lon;    ///< degrees; longitudes without jumps at ±180

    /// Positions at given times, linear between fixes at most 30 minutes apart; NaN where there is none near.
    void place(const std::vector<std::int64_t>& times, std::vector<double>& lat,
               std::vector<double>& lon) const;
};

/// Reads the track of a NetCDF file. throws Error{badFile} where it has no valid position
[[nodiscard]] Track readTrack(const std::string& path);

}  // namespace core::data
