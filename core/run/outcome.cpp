#include "core/run/outcome.h"

#include "core/run/viewer.h"
#include "core/task/task.h"

#include <ATen/Parallel.h>

#include <cmath>
#include <limits>

namespace core::run {
namespace {

/// States of the window that a result holds.
struct States {
    int first = 0, end = 0;
};

States statesHeld(const Problem& problem)
{
    const int all = problem.window.length;
    const bool last = task::find(problem.request.task.kind).result == task::Holds::lastState;
    return {last ? all - 1 : 0, all};
}

/// All fields of one time, channel by channel: x [1, D]
std::vector<float> fieldsAt(const prior::Prior& prior, int time, const Tensor& x)
{
    const Tensor fields = prior.decoder().fields(x, time)[0].to(at::kCPU, at::kFloat).contiguous();
    return {fields.data_ptr<float>(), fields.data_ptr<float>() + fields.numel()};
}

/// The prior mean of one time, channel by channel
std::vector<float> backgroundAt(const prior::Prior& prior, int time)
{
    std::vector<float> out;
    for (int c = 0; c < static_cast<int>(prior.channels().size()); ++c) {
        const Tensor field = prior.decoder().background(c, time).to(at::kCPU, at::kFloat).contiguous();
        out.insert(out.end(), field.data_ptr<float>(), field.data_ptr<float>() + field.numel());
    }
    return out;
}

/// Fields of latent states, appended channel by channel, time by time: x [1, D]
std::vector<float> fieldsOf(const prior::Prior& prior, const States& held, const Tensor& x)
{
    std::vector<float> out;
    for (int time = held.first; time < held.end; ++time) {
        const auto some = fieldsAt(prior, time, x);
        out.insert(out.end(), some.begin(), some.end());
    }
    return out;
}

void addDepartures(const Problem& problem, const Tensor& mean, data::Result& result)
{
    const Observations& o = problem.observations;
    const auto oma = departuresOf(problem, mean);
    const auto exact = problem.exact ? departuresOf(problem, problem.exact->mean().unsqueeze(0)) : std::vector<float>{};
    for (std::size_t i = 0; i < o.all.size(); ++i) {
        data::Observation one = o.all[i];
        one.error = o.errors[i];
        result.departures.push_back({.observation = std::move(one), .omb = o.all[i].value - o.background[i], .oma = oma[i],
                                     .omaExact = exact.empty() ? std::numeric_limits<double>::quiet_NaN() : exact[i],
                                     .sigmaB = o.sigmaB[i]});
    }
}

/// Exact posterior standard deviation at every grid point; empty where that would take more than a few seconds.
std::vector<float> exactSpread(const Problem& problem)
{
    constexpr std::int64_t mostWork = 40'000'000;  // points × observations × fields: a few seconds
    const auto& prior = *problem.prior;
    const auto& grid = *prior.decoder().grid();
    const auto rows = static_cast<std::int64_t>(grid.lat.size()), columns = static_cast<std::int64_t>(grid.lon.size());
    const States held = statesHeld(problem);
    const auto fields = static_cast<std::int64_t>(held.end - held.first) * static_cast<std::int64_t>(prior.channels().size());
    const std::int64_t observations = problem.observations.usedNetwork->size();
    if (rows * columns * fields * observations > mostWork) {
        return {};
    }
    std::vector<float> out;
    for (int time = held.first; time < held.end; ++time) {
        for (int c = 0; c < static_cast<int>(prior.channels().size()); ++c) {
            std::vector<observe::Point> points;
            for (const double lat : grid.lat) {
                for (const double lon : grid.lon) {
                    points.push_back({c, time, lat, lon});
                }
            }
            const Tensor spread = problem.exact->variance(*prior.decoder().points(points)).sqrt().to(at::kFloat).contiguous();
            out.insert(out.end(), spread.data_ptr<float>(), spread.data_ptr<float>() + spread.numel());
        }
    }
    return out;
}

std::map<std::string, std::string> attributesOf(const Problem& problem, const Request& settings)
{
    std::string notes;
    for (const std::string& note : everythingSaid(problem)) {
        notes += (notes.empty() ? "" : "\n") + note;
    }
    return {{"request", printRequest(settings)}, {"embellie_version", EMBELLIE_VERSION}, {"device", problem.device},
            {"prior_source", problem.prior->source()}, {"seed", std::to_string(settings.ensemble.seed)},
            {"noise", "Philox4x32-10, Box-Muller, keyed by seed, member, step, element"},
            {"threads", std::to_string(at::get_num_threads())}, {"notes", notes}};
}

}  // namespace

data::Result outcome(const Problem& problem, const Request& settings, const Tensor& states, const History& history,
                     bool keepFields)
{
    const auto& prior = *problem.prior;
    data::Result result;
    result.grid.lat = prior.decoder().grid()->lat;
    result.grid.lon = prior.decoder().grid()->lon;
    result.grid.channels = prior.channels();
    const States held = statesHeld(problem);
    const auto times = problem.window.times();
    result.grid.times.assign(times.begin() + held.first, times.begin() + held.end);
    if (problem.exact) {
        result.exactSpread = exactSpread(problem);
    }
    addDepartures(problem, states.mean(0, true), result);
    for (const Stepped& scalars : history.log()) {
        data::Result::Step out{.step = scalars.step,
                               .t = scalars.t,
                               .sigma = scalars.sigma,
                               .omaRms = scalars.omaRms,
                               .rmse = scalars.rmse,
                               .spread = scalars.spread};
        if (const Tensor denoised = keepFields ? history.denoised(scalars.step) : Tensor();
            denoised.defined()) {
            out.denoised = fieldsOf(prior, held, denoised);
        }
        result.steps.push_back(std::move(out));
    }
    result.attributes = attributesOf(problem, settings);
    return result;
}

data::ResultSource fieldsOfOutcome(const Problem& problem, const Tensor& states)
{
    const int first = statesHeld(problem).first;
    const auto fields = [&prior = *problem.prior, first](const Tensor& x) -> data::FieldsAt {
        return [&prior, first, x](std::size_t time) { return fieldsAt(prior, first + static_cast<int>(time), x); };
    };
    data::ResultSource source;
    for (std::int64_t member = 0; member < states.size(0); ++member) {
        source.members.push_back(fields(states.slice(0, member, member + 1)));
    }
    source.background = [&prior = *problem.prior, first](std::size_t time) {
        return backgroundAt(prior, first + static_cast<int>(time));
    };
    if (problem.exact) {
        source.exact = fields(problem.exact->mean().unsqueeze(0));
    }
    return source;
}

std::map<std::string, Finished::Exact> againstExact(const Problem& problem, const Tensor& states)
{
    std::map<std::string, Finished::Exact> out;
    if (!problem.exact) {
        return out;
    }
    const auto& prior = *problem.prior;
    const Tensor mean = states.mean(0, true);
    // [times, C]: area mean of the squared standardised difference
    const auto square = [&](const Tensor& d) {
        return prior.decoder().channelSquares(d)[0].to(at::kCPU, at::kDouble);
    };
    const Tensor difference = square(mean - problem.exact->mean()).mean(0);
    const std::int64_t members = states.size(0);
    Tensor variance = at::zeros_like(difference);
    if (members > 1) {
        for (std::int64_t member = 0; member < members; ++member) {
            variance += square(states.slice(0, member, member + 1) - mean).mean(0);
        }
        variance /= static_cast<double>((members - 1) * members);
    }
    for (int c = 0; c < static_cast<int>(prior.channels().size()); ++c) {
        const double scale = prior.decoder().scale(c).to(at::kDouble).square().mean().sqrt().item<double>();
        out[prior.channels()[static_cast<std::size_t>(c)].key()] = {scale * std::sqrt(difference[c].item<double>()),
                                                                     scale * std::sqrt(variance[c].item<double>())};
    }
    return out;
}

}  // namespace core::run
