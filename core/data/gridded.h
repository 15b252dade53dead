#pragma once

#include "core/api/event.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::data {

/// A series of states on one latitude–longitude grid, in canonical units.
struct Gridded {
    std::vector<double> lat;           ///< degrees north, north to south
    std::vector<double> lon;           ///< degrees east, increasing, first in [−180, 360)
    std::vector<Channel> channels;     ///< variable × level; units are canonical (K, m s-1, Pa, m, 1)
    std::vector<std::int64_t> times;   ///< seconds since 1970-01-01T00:00:00Z
    std::vector<float> values;         ///< [time, channel, lat, lon], NaN is missing
    std::vector<std::string> notes;

    [[nodiscard]] std::size_t at(std::size_t time, std::size_t channel) const
    {
        return (time * channels.size() + channel) * lat.size() * lon.size();
    }
};

/// What to take of the files; empty means all.
struct Wanted {
    std::vector<std::string> variables = {};  ///< CF standard names (or the file's own names)
    std::vector<double> levelsHpa = {};
    bool regional = false;  ///< grids that cover a part of the globe are taken too
};

/// Reads NetCDF, GRIB, Zarr and zip files (a folder: all in it) as one series joined by time and variable.
/// Longitudes of split or ±180 grids are sorted; values unpacked, masked, brought to canonical units;
/// geopotential becomes geopotential height. Ensemble members are taken as further times only when asked
/// (never silently): the first member is read, and a note says so.
/// throws Error{badFile} naming file and cause: missing, truncated, no latitude/longitude, regional grid
///        where `global` is wanted, projected coordinates, unknown variable, several grids
[[nodiscard]] Gridded readGridded(const std::vector<std::string>& files, const Wanted& wanted = {});

/// Writes a series as CF NetCDF-4 (one variable per standard name, dimension `level` in hPa where there are levels).
/// Written to a temporary name and renamed. throws Error{badFile}
void writeGridded(const std::string& path, const Gridded& series, const std::string& title);

}  // namespace core::data
