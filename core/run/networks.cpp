#include "core/run/networks.h"

#include "core/api/error.h"
#include "core/base/noise.h"
#include "core/base/units.h"
#include "core/data/cf_names.h"
#include "core/instrument/instrument.h"
#include "core/observe/observe.h"
#include "core/run/seeing.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

namespace core::run {

namespace {

using instrument::Reports;

/// One quantity that the network reports.
struct Reported {
    std::string variable, units;
    double levelHpa = 0;
    double error = 0;
};

bool wanted(const ObservationSpec& spec, const std::string& variable)
{
    return spec.variables.empty() ||
           std::find(spec.variables.begin(), spec.variables.end(), variable) != spec.variables.end();
}

/// Whether a network of this kind reports a variable of the series.
bool reportsIt(Reports kind, const ObservationSpec& spec, const Channel& channel)
{
    switch (kind) {
    case Reports::windSpeed:
        return false;
    case Reports::upperTemperature:
        return channel.levelHpa > 0 && (spec.variables.empty() ? channel.standardName == "air_temperature"
                                                               : wanted(spec, channel.standardName));
    default:
        return wanted(spec, channel.standardName);
    }
}

/// Quantities that are computed from the series' variables, at every level that has them.
std::vector<Reported> derivedOnes(Reports kind, const ObservationSpec& spec, const data::Gridded& truth)
{
    const auto names = kind == Reports::windSpeed ? std::vector<std::string>{"wind_speed"} : spec.variables;
    std::vector<Reported> result;
    for (const std::string& name : names) {
        std::set<double> done;
        for (const Channel& channel : truth.channels) {
            const bool has = std::any_of(truth.channels.begin(), truth.channels.end(), [&](const Channel& c) {
                return c.standardName == name && c.levelHpa == channel.levelHpa;
            });
            const data::Observation like{.variable = name, .levelHpa = channel.levelHpa};
            const bool level = kind != Reports::upperTemperature || channel.levelHpa > 0;
            if (!has && level && done.insert(channel.levelHpa).second &&
                observe::sightOf(like, 0, truth.channels)) {
                result.push_back({name, data::canonicalUnit(name).value_or("1"), channel.levelHpa});
            }
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

[[noreturn]] void refuseSilence(const instrument::Entry& network, const data::Gridded& truth)
{
    std::set<std::string> names;
    for (const Channel& channel : truth.channels) {
        names.insert(channel.standardName);
    }
    std::string list;
    for (const std::string& name : names) {
        list += (list.empty() ? "" : ", ") + name;
    }
    throw Error(
        Cause::badInput,
        "The network " + network.about.id + " has nothing to report: the series holds only " + list + ".",
        network.reports == Reports::windSpeed          ? "Give a series with both wind components."
        : network.reports == Reports::upperTemperature ? "Give a series with variables at pressure levels."
                                                       : "Choose among these variables.");
}

std::vector<Reported> reported(const instrument::Entry& network, const ObservationSpec& spec,
                               const data::Gridded& truth)
{
    std::vector<Reported> result;
    for (const Channel& channel : truth.channels) {
        if (reportsIt(network.reports, spec, channel)) {
            result.push_back({channel.standardName, channel.units, channel.levelHpa});
        }
    }
    const auto more = derivedOnes(network.reports, spec, truth);
    result.insert(result.end(), more.begin(), more.end());
    const bool surface = std::any_of(result.begin(), result.end(),
                                     [](const Reported& r) { return r.levelHpa == 0; });
    if (network.reports == Reports::surface && surface) {
        std::erase_if(result, [](const Reported& r) { return r.levelHpa != 0; });
    }
    if (result.empty()) {
        refuseSilence(network, truth);
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
        throw Error(Cause::badInput,
                    "Observations cannot be simulated from this series (its grid is not global).",
                    "Give a grid that covers all longitudes.");
    }
}

/// What the network's instruments would report without error.
std::vector<float> seen(const instrument::Scene& scene, const Reported& what,
                        const std::vector<instrument::Sited>& places)
{
    std::vector<observe::Sight> sights;
    for (const instrument::Sited& place : places) {
        const data::Observation like{.lat = place.lat,
                                     .lon = place.lon,
                                     .variable = what.variable,
                                     .levelHpa = what.levelHpa,
                                     .area = place.area};
        sights.push_back(*observe::sightOf(like, 0, scene.truth.channels));
    }
    return Seeing(scene.truth, sights).of(scene.truth.values.data() + scene.truth.at(scene.time, 0));
}

std::string errorNote(const Reported& what)
{
    char text[32];
    std::snprintf(text, sizeof text, ": %g ", what.error);
    Channel channel{.standardName = what.variable, .levelHpa = what.levelHpa};
    return "Observation error of " + channel.key() + text + what.units;
}

/// Adds one quantity at one time; returns how many places the series is missing at.
std::size_t add(const instrument::Scene& scene, const Reported& what,
                const std::vector<instrument::Sited>& places, std::uint64_t element,
                data::ObservationSet& set)
{
    const std::vector<float> values = seen(scene, what, places);
    std::vector<float> noise(values.size());
    base::fillNormal(noise.data(), element, noise.size(), {.seed = scene.spec.seed});
    std::size_t missing = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            ++missing;
            continue;
        }
        const double value = values[i] + what.error * noise[i];
        set.all.push_back({.id = places[i].id,
                           .time = scene.truth.times[scene.time],
                           .lat = places[i].lat,
                           .lon = places[i].lon,
                           .variable = what.variable,
                           .levelHpa = what.levelHpa,
                           .value = what.variable == "wind_speed" ? std::max(0.0, value) : value,
                           .error = what.error,
                           .area = places[i].area});
    }
    return missing;
}

}  // namespace

double footprintMetres(const ObservationSpec& spec)
{
    return spec.footprint.empty() ? 0 : base::quantity(spec.footprint, "m", "observations.footprint");
}

Simulated simulateNetwork(const data::Gridded& truth, const ObservationSpec& spec)
{
    expectGlobal(truth);
    const instrument::Entry& network = instrument::find(spec.network);
    const std::vector<Reported> all = reported(network, spec, truth);
    const double radius = footprintMetres(spec);
    instrument::Scene scene{truth, 0, spec, instrument::knobsOf(network, spec)};
    Simulated set;
    std::size_t missing = 0;
    std::uint64_t element = 0;
    for (; scene.time < truth.times.size(); ++scene.time) {
        auto places = network.places(scene);
        for (instrument::Sited& place : places) {
            place.area.radiusMetres = place.area.point() ? radius : place.area.radiusMetres;
        }
        for (const Reported& what : all) {
            missing += add(scene, what, places, element, set);
            element += places.size();
        }
    }
    for (const Reported& what : all) {
        set.errors.push_back(errorNote(what));
    }
    if (missing > 0) {
        set.notes.push_back(std::to_string(missing) + " places were skipped where the series is missing.");
    }
    return set;
}

}  // namespace core::run
