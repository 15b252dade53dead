#pragma once

#include "core/data/observations.h"

#include <cstddef>
#include <vector>

namespace core::data {

/// Turns each pair of wind_speed V and wind_from_direction d of one report into components
///     u = −V sin d,  v = −V cos d
/// with the speed's error for both. A speed without direction stays.
/// return  number of pairs
std::size_t windsAsComponents(std::vector<Observation>& observations);

}  // namespace core::data
