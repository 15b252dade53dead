#include "core/data/observation_winds.h"

#include <cmath>
#include <map>
#include <numbers>
#include <tuple>

namespace core::data {
namespace {

using Key = std::tuple<std::string, std::int64_t, double, double, double, int>;

Key keyOf(const Observation& o)
{
    return {o.id, o.time, o.lat, o.lon, o.levelHpa, o.source};
}

}  // namespace

std::size_t windsAsComponents(std::vector<Observation>& observations)
{
    std::map<Key, std::size_t> direction;
    for (std::size_t i = 0; i < observations.size(); ++i) {
        if (observations[i].variable == "wind_from_direction") {
            direction[keyOf(observations[i])] = i;
        }
    }
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < observations.size() && !direction.empty(); ++i) {
        const auto found = observations[i].variable == "wind_speed" ? direction.find(keyOf(observations[i]))
                                                                    : direction.end();
        if (found == direction.end()) {
            continue;
        }
        Observation& speed = observations[i];
        Observation& from = observations[found->second];
        const double angle = from.value * std::numbers::pi / 180, value = speed.value;
        const bool bad = speed.use == Use::rejected || from.use == Use::rejected;
        const std::string reason = speed.reason.empty() ? from.reason : speed.reason;
        from = speed;
        speed.variable = "eastward_wind";
        speed.value = -value * std::sin(angle);
        from.variable = "northward_wind";
        from.value = -value * std::cos(angle);
        for (Observation* one : {&speed, &from}) {
            one->use = bad ? Use::rejected : one->use;
            one->reason = reason;
        }
        direction.erase(found);
        ++pairs;
    }
    return pairs;
}

}  // namespace core::data
