#include "core/api/error.h"
#include "core/earth/station_mask.h"
#include "core/instrument/base/places.h"

#include <optional>

namespace core::instrument {
namespace {

/// A gridded file as a mask: its first field where it is above one half.
std::optional<std::vector<Sited>> markedPoints(const std::string& path)
{
    data::Gridded mask;
    try {
        mask = data::readGridded({path});
    } catch (const Error&) {
        return std::nullopt;  // a list of stations then
    }
    constexpr float half = 0.5F;
    std::vector<Sited> result;
    const std::size_t columns = mask.lon.size();
    for (std::size_t i = 0; i < mask.lat.size() * columns; ++i) {
        if (mask.values[i] > half) {
            result.push_back({idOf('M', i), mask.lat[i / columns], mask.lon[i % columns]});
        }
    }
    return result;
}

std::vector<Sited> stationPoints(const Scene& scene)
{
    const auto &lat = scene.truth.lat, &lon = scene.truth.lon;
    std::vector<earth::Place> stations;
    for (const data::Observation& o : data::readObservations(scene.spec.places).all) {
        stations.push_back({o.lat, o.lon});
    }
    std::vector<Sited> result;
    for (const std::int64_t index : earth::stationMask(stations, lat, lon)) {
        const auto point = static_cast<std::size_t>(index);
        result.push_back({idOf('M', point), lat[point / lon.size()], lon[point % lon.size()]});
    }
    return result;
}

std::vector<Sited> marked(const Scene& scene)
{
    if (scene.spec.places.empty()) {
        throw Error(Cause::badInput, "The network mask has no places.",
                    "Name a gridded mask or a list of stations as its places.");
    }
    auto points = markedPoints(scene.spec.places);
    return points ? *points : stationPoints(scene);
}

}  // namespace

Entry mask()
{
    return {
        .about = {.id = "mask",
                  .label = "Places of a file",
                  .source = "Appa's ground masks",
                  .formula = "y = H x + σ_o ε where the mask is 1",
                  .note = "places: a gridded mask (its first field above one half), or a list of stations, "
                          "each seen at "
                          "the nearest grid point. All of them are seen, whatever number is asked for."},
        .reports = Reports::surface,
        .places = &marked,
    };
}

}  // namespace core::instrument
