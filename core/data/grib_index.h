#pragma once

#include "core/data/grib_grid.h"
#include "core/data/grib_messages.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace core::data {

/// What one field of a GRIB file is.
struct GribEntry {
    std::string shortName, longName, standardName, units;
    std::string levelKind;  ///< ecCodes' typeOfLevel; pressures are all "isobaricInhPa"
    std::string stepKind;   ///< instant, accum, avg …
    double level = 0;       ///< hPa, m or a number, as levelKind says
    long number = 0;        ///< of the ensemble's member
    long step = 0;          ///< end of the forecast step in the message's own units
    std::int64_t time = 0;  ///< that it is valid at, seconds since 1970-01-01T00:00:00Z
    std::size_t grid = 0;
};

/// The table of a GRIB file: what each field is and where it lies on the globe. No value is read.
struct GribIndex {
    std::vector<GribEntry> entries;  ///< as the messages' fields
    std::vector<GribGrid> grids;
};

/// A file walked through once.
struct GribTable {
    GribTable(const std::string& path, const std::string& name) : messages(path, name) {}
    GribMessages messages;
    GribIndex index;
};

/// Kept for the last files, as long as they are the same. name  what errors call the file. throws Error{badFile}
[[nodiscard]] std::shared_ptr<const GribTable> gribTable(const std::string& path, const std::string& name);

}  // namespace core::data
