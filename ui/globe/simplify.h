#pragma once

#include <utility>
#include <vector>

namespace ui::globe {

/// The line with fewer points, nowhere further than the tolerance from what it was (Douglas and Peucker 1973).
/// line       (longitude, latitude) in degrees; a closed line stays closed
/// tolerance  degrees; 0 or less: as it is
[[nodiscard]] std::vector<std::pair<float, float>> simplified(const std::vector<std::pair<float, float>>& line,
                                                              double tolerance);

}  // namespace ui::globe
