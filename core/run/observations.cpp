#include "core/run/problem.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/base/units.h"
#include "core/data/cf_names.h"
#include "core/data/observation_thinning.h"
#include "core/data/observation_winds.h"
#include "core/denoiser/composed.h"
#include "core/observe/whitening.h"
#include "core/run/correlation.h"
#include "core/run/error_table.h"
#include "core/run/gross_check.h"
#include "core/run/heights.h"
#include "core/run/networks.h"
#include "core/run/paths.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <unordered_set>

namespace core::run {
namespace {

/// FNV-1a of a station's name and the seed, as a number in [0, 1): whole stations are held out.
double hashed(const std::string& id, std::uint64_t seed)
{
    std::uint64_t hash = 14695981039346656037ULL ^ (seed * 0x9E3779B97F4A7C15ULL);
    for (const char c : id) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93ULL;
    hash ^= hash >> 32;
    return static_cast<double>(hash >> 11) / 9007199254740992.0;
}

bool insideAny(const std::vector<Box>& boxes, const data::Observation& o)
{
    return std::any_of(boxes.begin(), boxes.end(), [&](const Box& box) {
        const double east = std::fmod(o.lon - box.west + 720, 360), width = std::fmod(box.east - box.west + 720, 360);
        return o.lat >= box.south && o.lat <= box.north && east <= width;
    });
}

Simulated setOf(const ObservationSpec& spec, const Request& request, const Window* window)
{
    Simulated set;
    if (!spec.file.empty()) {
        const std::string track = spec.positions.empty() ? "" : resolved(spec.positions, request.folder);
        return {data::readObservations(resolved(spec.file, request.folder), track), {}};
    }
    if (!spec.network.empty()) {
        if (window == nullptr) {
            return set;
        }
        ObservationSpec here = spec;
        here.places = spec.places.empty() ? "" : resolved(spec.places, request.folder);
        return simulateNetwork(series(spec.of, request.folder, *window), here);
    }
    for (const ValueSpec& value : spec.values) {
        set.all.push_back({.id = value.id, .time = base::secondsFromIso(value.time), .lat = value.lat, .lon = value.lon,
                           .variable = value.variable, .levelHpa = value.levelHpa.value_or(0), .value = value.value,
                           .error = value.error.value_or(0), .use = value.use ? Use::used : Use::rejected,
                           .reason = value.use ? "" : "switched off in the request"});
    }
    return set;
}

void applySpec(const ObservationSpec& spec, const Request& request, std::vector<data::Observation>& all)
{
    const double radius = footprintMetres(spec);
    const std::unordered_set<std::string> black(spec.excludeIds.begin(), spec.excludeIds.end());
    ErrorTable given(spec.errors);
    for (data::Observation& o : all) {
        o.area.radiusMetres = o.area.point() ? radius : o.area.radiusMetres;
        if (const double error = given.of(o); error > 0) {
            o.error = error;
        } else if (o.error == 0) {
            o.error = data::defaultError(o.variable, o.levelHpa);
        }
        if (o.use == Use::used && (black.contains(o.id) || insideAny(spec.excludeBoxes, o))) {
            o.use = Use::rejected;
            o.reason = "excluded in the request";
        }
        if (o.use == Use::used && spec.holdOut > 0 && hashed(o.id, request.ensemble.seed) < spec.holdOut) {
            o.use = Use::heldOut;
        }
    }
}

/// Winds as the components that a state holds.
void asComponents(std::vector<data::Observation>& all, std::vector<std::string>& notes)
{
    if (const std::size_t pairs = data::windsAsComponents(all); pairs > 0) {
        notes.push_back(std::to_string(pairs) + " winds of speed V from direction d are taken as u = −V sin d, v = −V cos d.");
    }
}

void keepAsked(const ObservationSpec& spec, std::vector<data::Observation>& all)
{
    if (!spec.variables.empty() && spec.network.empty()) {
        std::erase_if(all, [&](const data::Observation& o) {
            return std::find(spec.variables.begin(), spec.variables.end(), o.variable) == spec.variables.end();
        });
    }
}

/// Heights of the model, averages and thinning, as the entry asks for.
void prepareByPlace(const ObservationSpec& spec, const Request& request, Simulated& set)
{
    bringToModel(spec, request, set);
    keepAsked(spec, set.all);  // a pressure needs its station's temperature until here
    if (!spec.average.empty()) {
        asComponents(set.all, set.notes);  // directions have no mean
        data::thin(set.all, base::quantity(spec.average, "m", "observations.average"), data::Dense::averaged);
    }
    if (!spec.thin.empty()) {
        data::thin(set.all, base::quantity(spec.thin, "m", "observations.thin"), data::Dense::thinned);
    }
}

void reject(data::Observation& o, const std::string& reason)
{
    if (o.use != Use::rejected) {
        o.use = Use::rejected;
        o.reason = reason;
    }
}

/// What is wrong with an observation by itself.
std::string flaw(const data::Observation& o)
{
    if (!std::isfinite(o.value)) {
        return "no value";
    }
    if (!(o.error > 0) || !std::isfinite(o.error)) {
        return "its error is not positive";
    }
    if (!(std::abs(o.lat) <= 90) || !std::isfinite(o.lon) || std::abs(o.lon) > 540) {
        return "its position is not on the globe";
    }
    return {};
}

/// Whether a place lies on a prior's grid, which may cover a part of the globe or lie nowhere on it.
bool onGrid(const data::Observation& o, const DisplayGrid& grid)
{
    if (grid.global || grid.lat.size() < 2) {
        return true;
    }
    const auto [south, north] = std::minmax(grid.lat.front(), grid.lat.back());
    const double middle = (grid.lon.front() + grid.lon.back()) / 2;
    return o.lat >= south && o.lat <= north && std::abs(std::remainder(o.lon - middle, 360)) <= grid.lon.back() - middle;
}

/// How far an entry's observations may be from the prior, in √(σ_b² + σ_o²), and what is said of those further away.
struct Allowed {
    double factor;
    std::string reason;
};

/// One an entry, the last for what a task makes.
std::vector<Allowed> allowedOf(const Request& request)
{
    std::vector<Allowed> all;
    const auto add = [&](const ObservationSpec& spec) {
        char factor[32];
        std::snprintf(factor, sizeof factor, "%g", spec.backgroundCheck);
        all.push_back({spec.backgroundCheck, std::string("background check: |O−B| exceeds ") + factor + "·√(σ_b² + σ_o²)"});
    };
    std::for_each(request.observations.begin(), request.observations.end(), add);
    add({});
    return all;
}

void checkAgainstPrior(Observations& out, const Problem& problem, const std::vector<observe::Sight>& sights)
{
    const prior::Prior& prior = *problem.prior;
    const std::vector<Allowed> allowed = allowedOf(problem.request);
    const Tensor background = out.network->background().to(at::kCPU, at::kDouble).contiguous();
    const Tensor variance = out.network->variance(prior.ownCovariance()).contiguous();
    for (std::size_t i = 0; i < out.all.size(); ++i) {
        out.background.push_back(background.data_ptr<double>()[i]);
        out.sigmaB.push_back(std::sqrt(variance.data_ptr<double>()[i]));
        const double share = prior.representativeness(sights[i].points.front().channel);
        out.errors.push_back(std::hypot(out.all[i].error, std::sqrt(share) * out.sigmaB[i]));
        const int source = out.all[i].source;
        const Allowed& limit = source < 0 ? allowed.back() : allowed[static_cast<std::size_t>(source)];
        const double off = std::abs(out.all[i].value - out.background[i]);
        if (limit.factor > 0 && off > limit.factor * std::hypot(out.sigmaB[i], out.errors[i])) {
            reject(out.all[i], limit.reason);
        }
        if (out.all[i].use == Use::used) {
            out.used.push_back(i);
        } else if (out.all[i].use == Use::heldOut) {
            out.heldOut.push_back(i);
        }
    }
}

/// Some observations with where they are seen, errors not yet made independent of each other.
struct Chosen {
    std::vector<observe::Sight> sights;
    std::vector<double> y, variance;
    std::vector<Correlated> errors;

    void add(const Observations& from, std::size_t i, observe::Sight sight)
    {
        sights.push_back(std::move(sight));
        y.push_back(from.all[i].value);
        variance.push_back(from.errors[i] * from.errors[i]);
        errors.push_back({&from.all[i], from.time[i]});
    }
    [[nodiscard]] observe::Observed through(std::shared_ptr<const observe::Network> network, const Request& request,
                                            const at::TensorOptions& options) const
    {
        return observe::whitened({std::move(network), at::tensor(at::ArrayRef<double>(y), at::kDouble).to(options),
                                  at::tensor(at::ArrayRef<double>(variance), at::kDouble).to(options)},
                                 errorBlocks(request, errors));
    }
};

/// The used observations of each window, in the window's own states.
std::vector<observe::Observed> observedInWindows(const Observations& out, const Problem& problem,
                                                 const std::vector<observe::Sight>& sights)
{
    const prior::Prior& prior = *problem.prior;
    const denoiser::Windows& windows = dynamic_cast<const denoiser::Composed&>(prior.denoiser()).windows();
    std::vector<observe::Observed> result;
    for (std::int64_t w = 0; w < windows.count(); ++w) {
        const std::int64_t first = windows.first(w);
        Chosen chosen;
        for (const std::size_t i : out.used) {
            if (out.time[i] < first || out.time[i] >= first + windows.window()) {
                continue;
            }
            observe::Sight sight = sights[i];
            for (observe::Point& point : sight.points) {
                point.time -= static_cast<int>(first);
            }
            chosen.add(out, i, std::move(sight));
        }
        result.push_back(chosen.y.empty() ? observe::Observed{}
                                          : chosen.through(std::make_shared<observe::Network>(*prior.windowDecoder(),
                                                                                              chosen.sights),
                                                           problem.request, prior.options()));
    }
    return result;
}

/// What guidance sees: the used observations, their errors made independent of each other.
void observeUsed(Observations& out, const Problem& problem, const std::vector<observe::Sight>& sights)
{
    const prior::Prior& prior = *problem.prior;
    const bool inWindows = problem.request.guidance.inWindows;
    if (inWindows && prior.windowDecoder() == nullptr) {
        throw Error(Cause::badInput, "guidance.windows is each, and this prior is not composed of windows.",
                    "Set guidance.windows to together.");
    }
    if (out.used.empty()) {
        return;
    }
    Chosen used;
    for (const std::size_t i : out.used) {
        used.add(out, i, sights[i]);
    }
    out.usedNetwork = std::make_shared<observe::Network>(prior.decoder(), used.sights);
    out.observed = used.through(out.usedNetwork, problem.request, prior.options());
    if (inWindows) {
        out.observed.inWindows =
            std::make_shared<const std::vector<observe::Observed>>(observedInWindows(out, problem, sights));
    }
}

void noteCounts(const std::map<std::string, int>& counts, const std::string& verb, std::vector<std::string>& notes)
{
    for (const auto& [why, count] : counts) {
        notes.push_back(std::to_string(count) + (count == 1 ? " observation " : " observations ") + verb + ": " + why + ".");
    }
}

}  // namespace

Found findObservations(const Request& request, const Window* window)
{
    Found found;
    for (const ObservationSpec& spec : request.observations) {
        auto set = setOf(spec, request, window);
        applySpec(spec, request, set.all);
        checkValues(spec, set.all);
        prepareByPlace(spec, request, set);
        for (data::Observation& o : set.all) {
            o.source = static_cast<int>(&spec - request.observations.data());
        }
        found.all.insert(found.all.end(), std::make_move_iterator(set.all.begin()), std::make_move_iterator(set.all.end()));
        found.notes.insert(found.notes.end(), set.notes.begin(), set.notes.end());
        found.facts.insert(found.facts.end(), set.errors.begin(), set.errors.end());
    }
    return found;
}

Observations gatherObservations(const Problem& problem, const std::vector<data::Observation>& found,
                                std::vector<std::string>& notes)
{
    const prior::Prior& prior = *problem.prior;
    const Window& window = problem.window;
    Observations out;
    std::vector<observe::Sight> sights;
    std::map<std::string, int> skipped, rejected;
    std::vector<data::Observation> all = found;
    if (std::any_of(prior.channels().begin(), prior.channels().end(),
                    [](const Channel& channel) { return channel.standardName == "eastward_wind"; })) {
        asComponents(all, notes);
    }
    for (data::Observation& o : all) {
        const std::string wrong = flaw(o);
        const double position = static_cast<double>(o.time - window.start) / static_cast<double>(window.stepSeconds);
        const int time = static_cast<int>(std::lround(std::clamp(position, -1.0, 1e6)));
        if (!wrong.empty()) {
            ++skipped[wrong];
        } else if (position < -0.5 || time < 0 || time >= window.length) {
            ++skipped["outside the window"];
        } else if (!onGrid(o, *prior.decoder().grid())) {
            ++skipped["outside the prior's area"];
        } else if (auto sight = observe::sightOf(o, time, prior.channels())) {
            out.channel.push_back(observe::derived(o.variable) ? -1 : sight->points.front().channel);
            out.time.push_back(time);
            if (time >= problem.observedStates && o.use == Use::used) {
                o.use = Use::heldOut;
            }
            out.all.push_back(std::move(o));
            sights.push_back(std::move(*sight));
        } else {
            ++skipped["the prior has no " + o.variable + (o.levelHpa > 0 ? " at their levels" : "")];
        }
    }
    if (!out.all.empty()) {
        out.network = std::make_unique<observe::Network>(prior.decoder(), sights);
        checkAgainstPrior(out, problem, sights);
    }
    for (const auto& o : out.all) {
        if (o.use == Use::rejected) {
            ++rejected[o.reason];
        }
    }
    noteCounts(skipped, "skipped", notes);
    noteCounts(rejected, "rejected", notes);
    observeUsed(out, problem, sights);
    return out;
}

}  // namespace core::run
