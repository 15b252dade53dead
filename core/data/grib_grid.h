#pragma once

#include "core/data/grib_handle.h"

#include <vector>

namespace core::data {

/// Where the values of a GRIB field lie on latitude and longitude.
struct GribGrid {
    std::vector<double> lat, lon;  ///< degrees, in the file's own order of rows and columns
    std::vector<std::size_t>
        rows;                ///< of a reduced grid: how many points each latitude has; empty for a full one
    std::size_t points = 0;  ///< as many values a message has
    bool columnsFirst = false;  ///< values of one meridian follow each other
    bool everyOtherRowBack = false;
    std::string kind;     ///< "regular_ll", "reduced_gg" …
    std::string trouble;  ///< why it is none that is read, one clause

    /// [lat, lon] from a message's values; reduced rows are brought to lon.size() columns by linear interpolation along
    /// the row, a point beside a missing one takes the nearer of both.
    [[nodiscard]] std::vector<double> laid(const std::vector<double>& values) const;
};

/// throws Error{badFile} where there are more points than any real field has
[[nodiscard]] GribGrid gribGrid(const GribHandle& message);

}  // namespace core::data
