#include "core/earth/sphere.h"
#include "core/instrument/base/places.h"

#include <cmath>

namespace core::instrument {
namespace {

/// Discs side by side: rows across the track, one after the other.
std::vector<Sited> scan(const Scene& scene)
{
    const earth::Orbit orbit = orbitOf(scene);
    const double radius = scene.knobs.at("radius") * 1e3;
    const double spacing = 2 * radius / earth::radiusMetres * 180 / earth::pi;
    const auto lines = static_cast<int>(std::ceil(360 / earth::periodHours(orbit) / spacing));
    const auto aside = static_cast<int>(std::floor(scene.knobs.at("fieldOfView") / spacing));
    const auto track = earth::track(orbit, hoursOf(scene), lines);
    const auto ahead = earth::track(orbit, hoursOf(scene) + 0.1 / lines, lines);
    std::vector<Sited> all;
    std::vector<std::uint64_t> keys;
    for (std::size_t line = 0; line < track.size(); ++line) {
        const double right = earth::bearing(track[line], ahead[line]) + 90;
        for (int k = -aside; k <= aside; ++k) {
            const earth::Place at = earth::destination(track[line], k * spacing, right);
            keys.push_back(keys.size());
            all.push_back({idOf('F', keys.size()), at.lat, at.lon, {.radiusMetres = radius}});
        }
    }
    return thinned(std::move(all), keys, scene);
}

}  // namespace

Entry swath()
{
    std::vector<Knob> knobs = orbitKnobs();
    knobs.push_back({"radius", "Radius of a footprint", "km", 100, 10, 1000});
    return {
        .about = {.id = "swath",
                  .label = "Swath of footprints",
                  .source = "orbit as in Appa, arXiv:2504.18720",
                  .formula = "y = mean of T over discs side by side across the track",
                  .knobs = knobs,
                  .note = "Upper-air temperature, in the hour that begins at each state; of the discs within "
                          "the field "
                          "of view, as many as are asked for, chosen by the seed."},
        .reports = Reports::upperTemperature,
        .places = &scan,
    };
}

}  // namespace core::instrument
