#include "core/run/networks.h"

#include "core/api/error.h"
#include "core/base/noise.h"
#include "core/base/units.h"
#include "core/earth/interpolation.h"
#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <set>

namespace core {

namespace {

enum class Places { random, grid };
enum class Reports { surface, all, windSpeed };

/// What makes one network differ from another.
struct NetworkKind {
    std::string name;
    char letter;
    Places places;
    Reports reports;
};

const std::vector<NetworkKind>& kinds()
{
    static const std::vector<NetworkKind> all = {{"coarse", 'C', Places::grid, Reports::all},
                                          {"radiosondes", 'R', Places::random, Reports::all},
                                          {"stations", 'S', Places::random, Reports::surface},
                                          {"wind", 'W', Places::random, Reports::windSpeed}};
    return all;
}

}  // namespace

const std::vector<std::string>& networkNames()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> result;
        for (const NetworkKind& kind : kinds()) {
            result.push_back(kind.name);
        }
        return result;
    }();
    return names;
}

namespace run {

namespace {

constexpr const char* eastward = "eastward_wind";
constexpr const char* northward = "northward_wind";
constexpr std::uint32_t placeDraw = 1;  // noise is draw 0

struct Place {
    std::string id;
    double lat, lon;
};

/// One quantity that the network reports: a channel, or the speed of two.
struct Reported {
    std::string variable, units;
    double levelHpa = 0;
    std::size_t channel = 0;
    std::optional<std::size_t> second = {};  ///< northward component of a wind speed
    double error = 0;
};

const NetworkKind& kindOf(const ObservationSpec& spec)
{
    for (const NetworkKind& kind : kinds()) {
        if (kind.name == spec.network) {
            return kind;
        }
    }
    std::string names;
    for (const std::string& name : networkNames()) {
        names += (names.empty() ? "" : ", ") + name;
    }
    throw Error(Cause::badInput, "There is no network \"" + spec.network + "\" (there are " + names + ").",
                "Choose one of " + names + ".");
}

std::string idOf(char letter, std::size_t number)
{
    char text[24];
    std::snprintf(text, sizeof text, "%c%04zu", letter, number);
    return text;
}

std::vector<Place> randomPlaces(const NetworkKind& kind, const ObservationSpec& spec)
{
    std::vector<Place> result;
    const base::NoisePlace at{.seed = spec.seed, .draw = placeDraw};
    for (int i = 0; i < spec.count; ++i) {
        const auto element = 2 * static_cast<std::uint64_t>(i);
        // area-uniform: the sine of latitude is uniform
        const double lat = std::asin(2 * base::uniform(element, at) - 1) * 180 / earth::pi;
        const double lon = 360 * base::uniform(element + 1, at) - 180;
        result.push_back({idOf(kind.letter, i + 1), lat, lon});
    }
    return result;
}

std::vector<Place> gridPlaces(const NetworkKind& kind, const ObservationSpec& spec, const data::Gridded& truth)
{
    std::vector<Place> result;
    const std::size_t rows = truth.lat.size(), columns = truth.lon.size();
    std::size_t stride = 1;
    const auto pointsAt = [&](std::size_t n) { return ((rows + n - 1) / n) * ((columns + n - 1) / n); };
    while (pointsAt(stride) > static_cast<std::size_t>(spec.count) && stride < columns) {
        ++stride;
    }
    for (std::size_t j = 0; j < rows; j += stride) {
        for (std::size_t i = 0; i < columns; i += stride) {
            result.push_back({idOf(kind.letter, result.size() + 1), truth.lat[j], truth.lon[i]});
        }
    }
    return result;
}

bool wanted(const ObservationSpec& spec, const std::string& variable)
{
    return spec.variables.empty() ||
           std::find(spec.variables.begin(), spec.variables.end(), variable) != spec.variables.end();
}

std::vector<Reported> windSpeeds(const data::Gridded& truth)
{
    std::vector<Reported> result;
    for (std::size_t u = 0; u < truth.channels.size(); ++u) {
        for (std::size_t v = 0; v < truth.channels.size(); ++v) {
            const Channel &a = truth.channels[u], &b = truth.channels[v];
            if (a.standardName == eastward && b.standardName == northward && a.levelHpa == b.levelHpa) {
                result.push_back({"wind_speed", a.units, a.levelHpa, u, v});
            }
        }
    }
    return result;
}

std::vector<Reported> channels(const NetworkKind& kind, const ObservationSpec& spec, const data::Gridded& truth)
{
    const bool surface = std::any_of(truth.channels.begin(), truth.channels.end(), [&](const Channel& c) {
        return c.levelHpa == 0 && wanted(spec, c.standardName);
    });
    std::vector<Reported> result;
    for (std::size_t c = 0; c < truth.channels.size(); ++c) {
        const Channel& channel = truth.channels[c];
        const bool seen = kind.reports == Reports::all || !surface || channel.levelHpa == 0;
        if (seen && wanted(spec, channel.standardName)) {
            result.push_back({channel.standardName, channel.units, channel.levelHpa, c});
        }
    }
    return result;
}

/// σ_o of a reported quantity: the user's by name, the user's for all, or the default.
double errorOf(const Reported& reported, const ObservationSpec& spec)
{
    if (const auto own = spec.errors.find(reported.variable); own != spec.errors.end()) {
        return base::quantity(own->second, reported.units, "errors." + reported.variable);
    }
    if (const auto common = spec.errors.find("*"); common != spec.errors.end()) {
        try {
            return base::quantity(common->second, reported.units, "error");
        } catch (const Error&) {
            if (spec.variables.size() == 1) {
                throw;  // one variable asked for: the unit cannot be meant for another
            }
        }
    }
    return data::defaultError(reported.variable, reported.levelHpa);
}

std::vector<Reported> reported(const NetworkKind& kind, const ObservationSpec& spec, const data::Gridded& truth)
{
    std::vector<Reported> result =
        kind.reports == Reports::windSpeed ? windSpeeds(truth) : channels(kind, spec, truth);
    if (result.empty()) {
        std::set<std::string> names;
        for (const Channel& channel : truth.channels) {
            names.insert(channel.standardName);
        }
        std::string list;
        for (const std::string& name : names) {
            list += (list.empty() ? "" : ", ") + name;
        }
        throw Error(Cause::badInput,
                    "The network " + kind.name + " has nothing to report: the series holds only " + list + ".",
                    kind.reports == Reports::windSpeed ? "Give a series with both wind components."
                                                       : "Choose among these variables.");
    }
    for (Reported& one : result) {
        one.error = errorOf(one, spec);
    }
    return result;
}

void expectGlobal(const data::Gridded& truth)
{
    const auto columns = static_cast<double>(truth.lon.size());
    const double step = truth.lon.size() < 2 ? 0 : truth.lon[1] - truth.lon[0];
    if (std::abs(step * columns - 360) > 0.5 * step || truth.lat.size() < 2) {
        throw Error(Cause::badInput, "Observations cannot be simulated from this series (its grid is not global).",
                    "Give a grid that covers all longitudes.");
    }
}

/// Values of a channel at all places.
std::vector<float> sampled(const data::Gridded& truth, std::size_t time, std::size_t channel,
                           const earth::Interpolation& places)
{
    const std::vector<std::int64_t> shape = {static_cast<std::int64_t>(truth.lat.size()),
                                             static_cast<std::int64_t>(truth.lon.size())};
    auto* first = const_cast<float*>(truth.values.data() + truth.at(time, channel));
    const at::Tensor values = places.apply(at::from_blob(first, shape, at::kFloat).to(at::kDouble)).to(at::kFloat);
    return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

std::vector<float> seen(const data::Gridded& truth, std::size_t time, const Reported& what,
                        const earth::Interpolation& places)
{
    std::vector<float> values = sampled(truth, time, what.channel, places);
    if (what.second) {
        const std::vector<float> north = sampled(truth, time, *what.second, places);
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = std::hypot(values[i], north[i]);
        }
    }
    return values;
}

std::string errorNote(const Reported& what)
{
    char text[32];
    std::snprintf(text, sizeof text, ": %g ", what.error);
    Channel channel{.standardName = what.variable, .levelHpa = what.levelHpa};
    return "Observation error of " + channel.key() + text + what.units;
}

}  // namespace

data::ObservationSet simulateNetwork(const data::Gridded& truth, const ObservationSpec& spec)
{
    expectGlobal(truth);
    const NetworkKind& kind = kindOf(spec);
    const std::vector<Place> places =
        kind.places == Places::grid ? gridPlaces(kind, spec, truth) : randomPlaces(kind, spec);
    const std::vector<Reported> all = reported(kind, spec, truth);
    std::vector<double> lat, lon;
    for (const Place& place : places) {
        lat.push_back(place.lat);
        lon.push_back(place.lon);
    }
    const earth::Interpolation interpolation(truth.lat, truth.lon, lat, lon, at::kDouble);
    data::ObservationSet set;
    std::size_t missing = 0;
    std::uint64_t element = 0;
    for (std::size_t time = 0; time < truth.times.size(); ++time) {
        for (const Reported& what : all) {
            const std::vector<float> values = seen(truth, time, what, interpolation);
            std::vector<float> noise(values.size());
            base::fillNormal(noise.data(), element, noise.size(), {.seed = spec.seed});
            element += noise.size();
            for (std::size_t i = 0; i < values.size(); ++i) {
                if (!std::isfinite(values[i])) {
                    ++missing;
                    continue;
                }
                double value = values[i] + what.error * noise[i];
                value = what.second ? std::max(0.0, value) : value;
                set.all.push_back({.id = places[i].id, .time = truth.times[time], .lat = places[i].lat,
                                   .lon = places[i].lon, .variable = what.variable, .levelHpa = what.levelHpa,
                                   .value = value, .error = what.error});
            }
        }
    }
    for (const Reported& what : all) {
        set.notes.push_back(errorNote(what));
    }
    if (missing > 0) {
        set.notes.push_back(std::to_string(missing) + " places were skipped where the series is missing.");
    }
    return set;
}

}  // namespace run

}  // namespace core
