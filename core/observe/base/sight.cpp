#include "core/earth/area.h"
#include "core/observe/observe.h"

#include <algorithm>
#include <cmath>

namespace core::observe {
namespace {

earth::AreaNodes nodesOf(const data::Observation& o)
{
    const earth::Place place{o.lat, o.lon};
    if (o.area.radiusMetres > 0) {
        return earth::discNodes(place, o.area.radiusMetres);
    }
    return o.area.point() ? earth::AreaNodes{{place}, {1}}
                          : earth::cellNodes(place, o.area.cellLat, o.area.cellLon);
}

std::vector<Share> sharesAt(const Entry& entry, const std::string& variable, std::size_t needed,
                            const earth::Place& place)
{
    if (entry.shares != nullptr) {
        return entry.shares(variable, place.lat, place.lon);
    }
    std::vector<Share> result;
    for (std::size_t i = 0; i < needed; ++i) {
        result.push_back({.needed = static_cast<int>(i),
                          .lat = place.lat,
                          .lon = place.lon,
                          .value = static_cast<int>(i)});
    }
    return result;
}

bool fits(Extent extent, const data::Area& area)
{
    return extent == Extent::either || (extent == Extent::place) == area.point();
}

Sight made(const Entry& entry, const data::Observation& o, int time, const std::vector<int>& channels)
{
    const earth::AreaNodes nodes = nodesOf(o);
    std::vector<Share> shares;
    for (std::size_t n = 0; n < nodes.at.size(); ++n) {
        for (Share share : sharesAt(entry, o.variable, channels.size(), nodes.at[n])) {
            share.weight *= nodes.weight[n];
            shares.push_back(share);
        }
    }
    std::stable_sort(shares.begin(), shares.end(),
                     [](const Share& a, const Share& b) { return a.value < b.value; });
    Sight sight{&entry, {}};
    for (const Share& share : shares) {
        sight.points.push_back(
            {channels[static_cast<std::size_t>(share.needed)], time, share.lat, share.lon});
        sight.weights.push_back(share.weight);
        sight.values.push_back(share.value);
    }
    return sight;
}

}  // namespace

std::optional<Sight> sightOf(const data::Observation& observation, int time,
                             const std::vector<Channel>& channels)
{
    const auto here = [&](const Channel& channel) {
        return std::abs(channel.levelHpa - observation.levelHpa) < 0.5;
    };
    std::vector<std::string> names;
    for (const Channel& channel : channels) {
        if (here(channel)) {
            names.push_back(channel.standardName);
        }
    }
    for (const Entry& entry : entries()) {
        const auto needs = fits(entry.extent, observation.area) ? entry.needs(observation.variable, names)
                                                                : std::vector<std::string>{};
        if (needs.empty()) {
            continue;
        }
        std::vector<int> used;
        for (const std::string& name : needs) {
            const auto found = std::find_if(channels.begin(), channels.end(), [&](const Channel& c) {
                return c.standardName == name && here(c);
            });
            used.push_back(static_cast<int>(found - channels.begin()));
        }
        return made(entry, observation, time, used);
    }
    return std::nullopt;
}

bool derived(const std::string& variable)
{
    const std::vector<std::string> basic = {"air_temperature", "eastward_wind", "northward_wind"};
    return std::any_of(entries().begin(), entries().end(), [&](const Entry& entry) {
        const auto needs = entry.needs(variable, basic);
        return !needs.empty() && needs != std::vector<std::string>{variable};
    });
}

}  // namespace core::observe
