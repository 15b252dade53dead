#include "core/run/viewer.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/info.h"

#include <cmath>
#include <limits>

namespace core::run {

Frame Viewer::frame(const View& view) const
{
    const auto& channels = problem_->prior->channels();
    if (view.variable < 0 || view.variable >= static_cast<int>(channels.size()) || view.time < 0 ||
        view.time >= problem_->window.length) {
        throw Error(Cause::badInput, "The view names variable " + std::to_string(view.variable) + " at state " +
                    std::to_string(view.time) + ", which the run does not have.", "Choose one of the run's own.");
    }
    const auto kept = history_->at(view.step);
    if (!kept) {
        throw Error(Cause::badInput, "Nothing has been sampled yet.", "Start the run first.");
    }
    Frame out{.run = run_, .view = view, .step = kept->step, .steps = kept->scalars.steps, .t = kept->t,
              .sigma = kept->sigma / kept->alpha, .settings = kept->settingsId, .stepEndSeconds = kept->endSeconds};
    const base::Extremes ends = copy_(decoded(view, *kept), out.field.values);
    describe(view, out.field);
    if (!(out.field.low < out.field.high) && ends.least < ends.greatest) {  // the prior knows no range
        out.field.low = ends.least;
        out.field.high = ends.greatest;
    }
    if (view.observations) {
        const Tensor mean = view.quantity == Quantity::exact && problem_->exact ? problem_->exact->mean().unsqueeze(0)
                                                                               : kept->mean.mean(0, true);
        out.oma = departuresOf(*problem_, mean);
    }
    return out;
}

Tensor Viewer::decoded(const View& view, const Kept& kept) const
{
    const observe::Decoder& prior = problem_->prior->decoder();
    const int c = view.variable, time = view.time;
    const auto summed = [&](const Tensor& x) {  // [M, D] → [lat, lon]
        if (view.statistic == Statistic::spread) {
            if (x.size(0) < 2) {
                return at::zeros_like(prior.background(c, time));
            }
            return prior.field(x, c, time).std(0, true, false);
        }
        const Tensor one = view.statistic == Statistic::mean
            ? x.mean(0, true)
            : x.slice(0, std::min<std::int64_t>(view.member, x.size(0) - 1)).slice(0, 0, 1);
        return prior.field(one.contiguous(), c, time)[0];
    };
    switch (view.quantity) {
    case Quantity::noisy: {
        const double u = kept.sigma / kept.alpha;
        return summed(kept.x / (kept.alpha * std::sqrt(1 + u * u)));
    }
    case Quantity::background:
        return prior.background(c, time);
    case Quantity::increment:
        return summed(kept.mean) - (view.statistic == Statistic::spread ? at::zeros({}) : prior.background(c, time));
    case Quantity::truth:
    case Quantity::error:
        if (!problem_->truth) {
            throw Error(Cause::badInput, "This run has no truth to show.", "Name one as \"truth\" in the request.");
        }
        return view.quantity == Quantity::truth
            ? problem_->truthFieldsOnGrid[time][c]
            : summed(kept.mean) - problem_->truthFieldsOnGrid[time][c].to(kept.x.options());
    case Quantity::exact:
        if (!problem_->exact) {
            throw Error(Cause::badInput, "No exact posterior is known for this run.",
                        "It needs a prior with a covariance and observations that are linear in the state.");
        }
        return prior.field(problem_->exact->mean().unsqueeze(0), c, time)[0];
    default:
        return summed(kept.mean);
    }
}

void Viewer::describe(const View& view, Field& field) const
{
    const observe::Decoder& prior = problem_->prior->decoder();
    const Channel& channel = problem_->prior->channels()[static_cast<std::size_t>(view.variable)];
    field.grid = prior.grid();
    field.name = channel.standardName;
    field.label = channel.label;
    field.units = channel.units;
    field.time = base::isoFromSeconds(problem_->window.times()[static_cast<std::size_t>(view.time)]);
    const Tensor scale = prior.scale(view.variable);
    const auto whole = static_cast<float>(scale.mean().item<double>());
    if (view.statistic == Statistic::spread) {
        field.low = 0;
        field.high = 1.2F * whole;
    } else if (view.quantity == Quantity::error || view.quantity == Quantity::increment) {
        field.low = -2.5F * whole;
        field.high = 2.5F * whole;
        field.diverging = true;
    } else {  // one range for x̂₀, x_t, truth and background: what the prior thinks possible, at any time
        const Tensor mean = prior.background(view.variable, 0);
        field.low = (mean - 2 * scale).min().item<float>();
        field.high = (mean + 2 * scale).max().item<float>();
        if (channel.standardName == "northward_wind" || channel.standardName == "eastward_wind") {
            field.high = std::max(std::abs(field.low), std::abs(field.high));
            field.low = -field.high;
            field.diverging = true;
        }
    }
}

Frame FileFrames::frame(const View& view) const
{
    Frame out{.view = view};
    out.field = data::readField(view.dataset, view.variable, view.extra);
    return out;
}

std::vector<float> departuresOf(const Problem& problem, const Tensor& mean)
{
    std::vector<float> out;
    const Observations& o = problem.observations;
    if (o.network) {
        const Tensor seen = o.network->apply(mean)[0].to(at::kCPU, at::kDouble).contiguous();
        for (std::size_t i = 0; i < o.all.size(); ++i) {
            out.push_back(static_cast<float>(o.all[i].value - seen.data_ptr<double>()[i]));
        }
    }
    return out;
}

std::vector<ObservationPoint> observationPoints(const Problem& problem)
{
    std::vector<ObservationPoint> out;
    const Observations& o = problem.observations;
    for (std::size_t i = 0; i < o.all.size(); ++i) {
        const auto& one = o.all[i];
        out.push_back({.id = one.id, .lat = one.lat, .lon = one.lon, .time = o.time[i], .channel = o.channel[i],
                       .variable = one.variable, .levelHpa = one.levelHpa, .value = one.value, .error = o.errors[i],
                       .background = o.background[i], .use = one.use, .reason = one.reason});
    }
    return out;
}

}  // namespace core::run
