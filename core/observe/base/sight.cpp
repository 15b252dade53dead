#include "core/earth/area.h"
#include "core/observe/observe.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

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

/// State variables of one level that an observation needs, and what of it this level tells.
struct Layer {
    std::vector<int> channels;
    double weight = 1;
};

Sight made(const Entry& entry, const data::Observation& o, int time, const std::vector<Layer>& layers)
{
    struct Term {
        Point point;
        double weight;
        int value;
    };
    const earth::AreaNodes nodes = nodesOf(o);
    std::vector<Term> terms;
    for (const Layer& layer : layers) {
        for (std::size_t n = 0; n < nodes.at.size(); ++n) {
            for (const Share& share : sharesAt(entry, o.variable, layer.channels.size(), nodes.at[n])) {
                const int channel = layer.channels[static_cast<std::size_t>(share.needed)];
                terms.push_back({{channel, time, share.lat, share.lon}, share.weight * nodes.weight[n] * layer.weight, share.value});
            }
        }
    }
    std::stable_sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.value < b.value; });
    Sight sight{&entry, {}};
    for (const Term& term : terms) {
        sight.points.push_back(term.point);
        sight.weights.push_back(term.weight);
        sight.values.push_back(term.value);
    }
    return sight;
}

constexpr double sameLevel = 0.5;  // hPa
constexpr double widestGap = 1.5;  // ratio of pressures; between wider ones profiles bend more than instruments err

/// Channels of a level that an entry needs for the observation; empty where the level lacks one.
std::vector<int> neededAt(const Entry& entry, const std::string& variable, double levelHpa, const std::vector<Channel>& channels)
{
    std::vector<std::string> names;
    for (const Channel& channel : channels) {
        if (std::abs(channel.levelHpa - levelHpa) < sameLevel) {
            names.push_back(channel.standardName);
        }
    }
    std::vector<int> used;
    for (const std::string& name : entry.needs(variable, names)) {
        const auto found = std::find_if(channels.begin(), channels.end(), [&](const Channel& c) {
            return c.standardName == name && std::abs(c.levelHpa - levelHpa) < sameLevel;
        });
        used.push_back(static_cast<int>(found - channels.begin()));
    }
    return used;
}

/// The levels around an observation aloft, the nearer one first, with weights linear in ln p; empty where one lacks.
std::vector<Layer> layersAround(const Entry& entry, const data::Observation& o, const std::vector<Channel>& channels)
{
    double above = 0, below = std::numeric_limits<double>::infinity();
    for (const Channel& channel : channels) {
        const double level = channel.levelHpa;
        const bool between = level > 0 && level > above && level < below;
        if (between && !neededAt(entry, o.variable, level, channels).empty()) {
            (level < o.levelHpa ? above : below) = level;
        }
    }
    if (o.levelHpa <= 0 || above <= 0 || !std::isfinite(below) || below / above > widestGap) {
        return {};
    }
    const double weight = std::log(o.levelHpa / above) / std::log(below / above);
    std::vector<Layer> layers = {{neededAt(entry, o.variable, below, channels), weight},
                                 {neededAt(entry, o.variable, above, channels), 1 - weight}};
    if (weight < 0.5) {
        std::swap(layers[0], layers[1]);
    }
    return layers;
}

}  // namespace

std::optional<Sight> sightOf(const data::Observation& observation, int time,
                             const std::vector<Channel>& channels)
{
    const auto usable = [&](const Entry& entry) { return fits(entry.extent, observation.area); };
    for (const Entry& entry : entries()) {
        const auto needed = usable(entry) ? neededAt(entry, observation.variable, observation.levelHpa, channels)
                                          : std::vector<int>{};
        if (!needed.empty()) {
            return made(entry, observation, time, {Layer{needed}});
        }
    }
    for (const Entry& entry : entries()) {
        const auto layers = usable(entry) ? layersAround(entry, observation, channels) : std::vector<Layer>{};
        if (!layers.empty()) {
            return made(entry, observation, time, layers);
        }
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
