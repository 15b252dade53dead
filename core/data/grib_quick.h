#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::data {

/// What differs between the fields of one variable, taken from a header directly: most files hold few variables at many
/// times, levels and members, and ecCodes takes milliseconds for each header.
struct GribQuick {
    std::string rest;             ///< the header without these: equal for fields of one variable on one grid
    std::optional<double> level;  ///< hPa; nothing where `rest` holds the level
    std::int64_t time = 0;        ///< valid at, seconds since 1970-01-01T00:00:00Z
    long step = 0, number = 0;
};

/// header  as GribMessages::header makes it
/// return  nothing for all that is not an instantaneous field with steps in hours: ecCodes must tell
/// source  WMO Manual on Codes, FM 92 GRIB: edition 1 section 1, edition 2 sections 1 and 4 (templates 4.0 and 4.1)
[[nodiscard]] std::optional<GribQuick> gribQuick(const std::vector<unsigned char>& header);

}  // namespace core::data
