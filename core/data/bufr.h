#pragma once

#include "core/data/observations.h"

#include <string>

namespace core::data {

/// true where the file begins with a BUFR message, or a bulletin's heading and then one
[[nodiscard]] bool isBufr(const std::string& path);

/// Reports of land stations, ships, buoys, radiosondes, pilot balloons and aircraft (WMO FM 94 BUFR, data categories
/// 0, 1, 2 and 4), through ecCodes. Balloons drift where the report says so; heights without a pressure stand for the
/// level they have in the standard atmosphere. Messages of other categories are counted by name in a note.
/// throws Error{badFile} where a message is damaged, nothing is of these kinds, or the program has no ecCodes
[[nodiscard]] ObservationSet readBufrObservations(const std::string& path);

}  // namespace core::data
