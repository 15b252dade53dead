#pragma once

#include "core/earth/orbit.h"

#include <cstdint>
#include <vector>

namespace core::earth {

/// Points of a regular latitude–longitude grid that hold a station: those less than one grid spacing from it in
/// latitude and in longitude, after its position is rounded to the spacing.
/// lat, lon  equally spaced; lon over 360°
/// return    row-major indices, rising
/// source    Appa's ground masks
[[nodiscard]] std::vector<std::int64_t> stationMask(const std::vector<Place>& stations,
                                                    const std::vector<double>& lat,
                                                    const std::vector<double>& lon);

/// Stations shuffled by a seed, the first ones held out.
struct StationSplit {
    std::vector<std::int64_t> heldOut, used;
};
/// The permutation is torch.randperm's of a CPU generator (mt19937) with this seed.
/// heldOut  how many; at most all
[[nodiscard]] StationSplit splitStations(const std::vector<std::int64_t>& stations, std::size_t heldOut,
                                         std::uint64_t seed);

}  // namespace core::earth
