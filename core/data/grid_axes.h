#pragma once

#include "core/data/cf_coordinates.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::data {

/// Latitudes and longitudes of a variable, sorted, with the file's index of each.
struct GridAxes {
    std::vector<double> lat, lon;  ///< lat north to south, lon increasing from the first in [−180, 360)
    std::vector<std::size_t> latIndex, lonIndex;
    bool regular = true;  ///< longitudes evenly spaced
    bool global = true;
    std::string whyNotGlobal;   ///< one clause
    bool cyclicColumn = false;  ///< the file repeats its first meridian; left out here
    [[nodiscard]] bool sameAs(const GridAxes& other) const;
};

/// throws Error{badFile} when coordinates are missing, repeated or out of range
[[nodiscard]] GridAxes gridAxesOf(const Dataset& file, const Placement& placement);

/// Times of a variable in seconds; one time 0 when it has none.
struct TimeAxis {
    std::vector<std::int64_t> seconds;
    std::vector<std::string> iso;  ///< in the file's own calendar
    std::string calendar;
    std::string trouble;  ///< one clause; empty when nothing is odd
    bool known = true;    ///< false: seconds are made up, six hours apart
};
/// What tells a variable's times: the coordinate of its time dimension, a scalar, or null.
[[nodiscard]] const Variable* timeOf(const Placement& placement);
[[nodiscard]] TimeAxis timeAxisOf(const Dataset& file, const Variable* coordinate);

/// Every `stride`-th row and column of one latitude–longitude slab, unpacked, [lat, lon] in the order of `axes`;
/// read in blocks, so that large fields never lie in memory whole.
struct Slab {
    const Dataset& file;
    const Variable& variable;
    const Placement& placement;
    const GridAxes& axes;
    std::size_t latStride = 1, lonStride = 1;
    /// at  index of every dimension; those of latitude and longitude are ignored
    void read(const std::vector<std::size_t>& at, std::vector<double>& out) const;
};

}  // namespace core::data
