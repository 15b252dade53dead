#pragma once

#include <utility>
#include <vector>

namespace core::data {

/// Share of land in even cells of the globe, from closed shores: a place is land where a walk there from the
/// north pole along its meridian crosses an odd number of them.
/// shores  lines of (longitude, latitude) in degrees: coasts, and shores of lakes
/// return  rows × columns, north to south, eastward from 0°; float 0…1
[[nodiscard]] std::vector<float> landShare(const std::vector<std::vector<std::pair<float, float>>>& shores,
                                           int rows, int columns);

}  // namespace core::data
