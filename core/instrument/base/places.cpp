#include "core/instrument/base/places.h"

#include "core/base/noise.h"
#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace core::instrument {
namespace {

constexpr std::uint32_t placeDraw = 1;  // noise is draw 0

}  // namespace

std::string idOf(char letter, std::uint64_t number)
{
    char text[32];
    std::snprintf(text, sizeof text, "%c%04llu", letter, static_cast<unsigned long long>(number));
    return text;
}

std::vector<Sited> randomPlaces(const Scene& scene, char letter)
{
    std::vector<Sited> result;
    const base::NoisePlace at{.seed = scene.spec.seed, .draw = placeDraw};
    for (int i = 0; i < scene.spec.count; ++i) {
        const auto element = 2 * static_cast<std::uint64_t>(i);
        // area-uniform: the sine of latitude is uniform
        const double lat = std::asin(2 * base::uniform(element, at) - 1) * 180 / earth::pi;
        const double lon = 360 * base::uniform(element + 1, at) - 180;
        result.push_back({idOf(letter, static_cast<std::uint64_t>(i) + 1), lat, lon});
    }
    return result;
}

std::vector<Sited> thinned(std::vector<Sited> all, const std::vector<std::uint64_t>& keys, const Scene& scene)
{
    const auto count = static_cast<std::size_t>(scene.spec.count);
    if (all.size() <= count) {
        return all;
    }
    const auto hour = static_cast<std::uint32_t>(static_cast<std::int64_t>(std::floor(hoursOf(scene))));
    const base::NoisePlace at{.seed = scene.spec.seed, .step = hour, .draw = placeDraw};
    std::vector<double> lot;
    for (const std::uint64_t key : keys) {
        lot.push_back(base::uniform(key, at));
    }
    std::vector<std::size_t> order(all.size());
    std::iota(order.begin(), order.end(), 0);
    std::nth_element(
        order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
        [&](std::size_t a, std::size_t b) { return lot[a] < lot[b] || (lot[a] == lot[b] && a < b); });
    order.resize(count);
    std::sort(order.begin(), order.end());
    std::vector<Sited> kept;
    for (const std::size_t i : order) {
        kept.push_back(std::move(all[i]));
    }
    return kept;
}

earth::Orbit orbitOf(const Scene& scene)
{
    return {.altitudeKm = scene.knobs.at("altitude"),
            .inclination = scene.knobs.at("inclination"),
            .phase = scene.knobs.at("phase")};
}

std::vector<Knob> orbitKnobs()
{
    return {{"altitude", "Altitude", "km", 800, 150, 40000},
            {"inclination", "Inclination", "degree", 75, 0, 180},
            {"phase", "Longitude of the orbit's plane", "degree", 0, -360, 360},
            {"fieldOfView", "Radius of the field of view", "degree", 5, 0.1, 60}};
}

double hoursOf(const Scene& scene)
{
    constexpr double secondsPerHour = 3600;
    return static_cast<double>(scene.truth.times[scene.time]) / secondsPerHour;
}

}  // namespace core::instrument
