#include "core/instrument/base/places.h"

namespace core::instrument {
namespace {

std::vector<Sited> below(const Scene& scene)
{
    const auto track = earth::track(orbitOf(scene), hoursOf(scene));
    std::vector<Sited> all;
    std::vector<std::uint64_t> keys;
    const std::size_t columns = scene.truth.lon.size();
    for (const std::int64_t index :
         earth::visible(track, scene.knobs.at("fieldOfView"), scene.truth.lat, scene.truth.lon)) {
        const auto point = static_cast<std::size_t>(index);
        all.push_back({idOf('T', point), scene.truth.lat[point / columns], scene.truth.lon[point % columns]});
        keys.push_back(point);
    }
    return thinned(std::move(all), keys, scene);
}

}  // namespace

Entry satellite()
{
    return {
        .about =
            {.id = "satellite",
             .label = "Satellite",
             .source = "Appa, arXiv:2504.18720",
             .formula = "y = T at grid points within the field of view of 60 points of one hour's orbit",
             .knobs = orbitKnobs(),
             .note =
                 "Upper-air temperature, in the hour that begins at each state; of the points seen, as many "
                 "as are asked for, chosen by the seed."},
        .reports = Reports::upperTemperature,
        .places = &below,
    };
}

}  // namespace core::instrument
