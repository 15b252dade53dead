#include "core/earth/station_mask.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace core::earth {

std::vector<std::int64_t> stationMask(const std::vector<Place>& stations, const std::vector<double>& lat,
                                      const std::vector<double>& lon)
{
    const auto rows = static_cast<std::int64_t>(lat.size()), columns = static_cast<std::int64_t>(lon.size());
    const double down = lat.size() < 2 ? 1 : lat[1] - lat[0], across = 360.0 / static_cast<double>(columns);
    std::set<std::int64_t> marked;
    for (const Place& station : stations) {
        // rounded to the grid, less than one spacing away is the point itself
        const auto row = static_cast<std::int64_t>(std::nearbyint((station.lat - lat.front()) / down));
        const auto column = static_cast<std::int64_t>(std::nearbyint((station.lon - lon.front()) / across));
        if (row >= 0 && row < rows) {
            marked.insert(row * columns + ((column % columns) + columns) % columns);
        }
    }
    return {marked.begin(), marked.end()};
}

StationSplit splitStations(const std::vector<std::int64_t>& stations, std::size_t heldOut, std::uint64_t seed)
{
    auto generator = at::detail::createCPUGenerator(seed);
    const at::Tensor order = at::randperm(static_cast<std::int64_t>(stations.size()), generator, at::kLong);
    StationSplit split;
    for (std::size_t i = 0; i < stations.size(); ++i) {
        auto& side = i < heldOut ? split.heldOut : split.used;
        side.push_back(stations[static_cast<std::size_t>(order.data_ptr<std::int64_t>()[i])]);
    }
    return split;
}

}  // namespace core::earth
