#include "core/question/base/smoothed.h"

#include "core/api/error.h"
#include "core/baseline/atmosphere_smoother.h"
#include "core/question/base/conditioned.h"
#include "core/question/base/fields.h"
#include "core/question/base/truths.h"
#include "core/run/networks.h"
#include "core/run/seeing.h"

#include <algorithm>
#include <limits>

namespace core::question {
namespace {

using at::Tensor;
using earth::model::PressureLevels;

/// The states of the window, then those before: networks draw the window's errors as they do without the others.
data::Gridded windowFirst(const Case& asked)
{
    data::Gridded out = windowOf(asked);
    const data::Gridded before = part(asked.truth, 0, static_cast<std::size_t>(asked.before));
    out.times.insert(out.times.end(), before.times.begin(), before.times.end());
    out.values.insert(out.values.end(), before.values.begin(), before.values.end());
    return out;
}

/// All that the smoother sees: what the problem uses in the window, and everything before it.
std::vector<data::Observation> smootherSees(const Case& asked, const run::Problem& problem)
{
    std::vector<data::Observation> out;
    const data::Gridded truth = windowFirst(asked);
    for (const ObservationSpec& spec : problem.request.observations) {
        for (const data::Observation& one : run::simulateNetwork(truth, spec).all) {
            if (one.time < problem.window.start) {
                out.push_back(one);
            }
        }
    }
    for (const std::size_t i : problem.observations.used) {
        out.push_back(problem.observations.all[i]);
    }
    return out;
}

Tensor list(const std::vector<double>& values)
{
    return at::tensor(at::ArrayRef<double>(values), at::kDouble);
}

/// Those of one time.
baseline::AtmosphereSeen at(std::int64_t time, const std::vector<data::Observation>& all,
                            const data::Gridded& like)
{
    data::Gridded shape{.lat = like.lat, .lon = like.lon, .channels = PressureLevels::channels()};
    std::vector<observe::Sight> sights;
    std::vector<double> y, variance;
    baseline::AtmosphereSeen seen;
    for (const data::Observation& one : all) {
        if (one.time != time) {
            continue;
        }
        sights.push_back(observe::sightOf(one, 0, shape.channels).value());
        y.push_back(one.value);
        variance.push_back(one.error * one.error);
        seen.at.lat.push_back(one.lat);
        seen.at.lon.push_back(one.lon);
        seen.levelHpa.push_back(one.levelHpa);
    }
    const auto seeing = std::make_shared<const run::Seeing>(shape, sights);
    seen.see = [seeing](const Tensor& fields) {
        std::vector<Tensor> rows;
        for (std::int64_t member = 0; member < fields.size(0); ++member) {
            const Tensor state = fields[member].contiguous();
            const std::vector<float> values = seeing->of(state.data_ptr<float>());
            rows.push_back(at::tensor(at::ArrayRef<float>(values), at::kFloat).to(at::kDouble));
        }
        return at::stack(rows);
    };
    seen.y = list(y);
    seen.variance = list(variance);
    return seen;
}

/// Channels of the model in the prior's order; throws where the prior has others.
Tensor chosen(const run::Problem& problem)
{
    const auto all = PressureLevels::channels();
    std::vector<std::int64_t> index;
    for (const Channel& channel : problem.prior->channels()) {
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const Channel& c) { return c.key() == channel.key(); });
        if (found == all.end()) {
            throw Error(
                Cause::badInput,
                "The simulated atmosphere shows no " + channel.label + ": its smoother cannot be asked.",
                "Leave --smoother out.");
        }
        index.push_back(found - all.begin());
    }
    return at::tensor(at::ArrayRef<std::int64_t>(index), at::kLong);
}

baseline::AtmospherePlan planOf(const SmootherKnobs& knobs, std::uint64_t seed)
{
    constexpr double metresPerKm = 1000, none = std::numeric_limits<double>::infinity();
    return {.members = knobs.members,
            .inflation = knobs.inflation,
            .localisation = {.lengthMetres = knobs.lengthKm * metresPerKm,
                             .levels = knobs.levels > 0 ? knobs.levels : none},
            .seed = seed};
}

void expectSteps(const data::Gridded& truth)
{
    constexpr std::int64_t sixHours = 6 * 3600;
    for (std::size_t t = 1; t < truth.times.size(); ++t) {
        if (truth.times[t] - truth.times[t - 1] != sixHours) {
            throw Error(Cause::badInput,
                        "The truth's states are not six hours apart: the smoother cannot be asked.",
                        "Leave --smoother out.");
        }
    }
}

}  // namespace

Figures smoothed(const Case& asked, const std::vector<ObservationSpec>& networks)
{
    expectSteps(asked.truth);
    Clock clock;
    const WindowFile file(windowOf(asked));
    const Request request = requestSeen(asked, networks, file.path());
    const auto prepared = run::prepare(request, [](const std::string&, double) {});
    const run::Problem& problem = *prepared;
    const Tensor channels = chosen(problem);
    const DisplayGrid& grid = *problem.prior->decoder().grid();
    const std::vector<data::Observation> all = smootherSees(asked, problem);
    baseline::AtmosphereSmoother smoother(
        planOf(*asked.asking.smoother, seedOf(asked)), {grid.lat, grid.lon}, asked.truth.times.front(),
        [&](double share) { asked.tell("Settling the smoother", share / 3); });
    for (std::size_t t = 0; t < asked.truth.times.size(); ++t) {
        const double share = static_cast<double>(t) / static_cast<double>(asked.truth.times.size());
        asked.tell("Smoothing", (1 + 2 * share) / 3);
        const bool window = t >= static_cast<std::size_t>(asked.before);
        smoother.assimilate(
            at(asked.truth.times[t], all, asked.truth),
            window ? baseline::AtmosphereSmoother::Keep::fields : baseline::AtmosphereSmoother::Keep::no);
        if (t + 1 < asked.truth.times.size()) {
            smoother.advance();
        }
    }
    Figures figures;
    clock.addTo(figures, "smoother");
    const AreaMean mean(grid.lat);
    const double times = problem.window.length;
    for (int time = 0; time < problem.window.length; ++time) {
        const Tensor fields =
            smoother.kept()[static_cast<std::size_t>(time)].index_select(1, channels).to(at::kDouble);
        add(figures, "smoother", problem,
            mean.of((fields.mean(0) - truthAt(problem, time)).square()) / times);
        add(figures, "smootherVariance", problem, mean.of(fields.var(0, true)) / times);
    }
    return figures;
}

}  // namespace core::question
