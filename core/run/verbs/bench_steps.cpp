#include "core/base/noise.h"
#include "core/grid/grid.h"
#include "core/guidance/guidance.h"
#include "core/observe/observe.h"
#include "core/prior/spectral.h"
#include "core/run/verbs/bench_parts.h"
#include "core/sampler/sampler.h"
#include "core/schedule/schedule.h"

#include <algorithm>
#include <cmath>

namespace core::run {
namespace {

using at::Tensor;

constexpr int states = 12, observations = 500, draftSteps = 8;
constexpr int solvedTruncation = 21, solvedMembers = 4;  // one member at a time at T42 takes minutes

class Draws final : public sampler::Noise {
public:
    [[nodiscard]] Tensor normal(const Tensor& like) override
    {
        Tensor out = at::empty(like.sizes(), at::kFloat);
        base::fillNormal(out.data_ptr<float>(), 0, static_cast<std::size_t>(out.numel()), {.draw = draw_++});
        return out.to(like.options());
    }

private:
    std::uint32_t draw_ = 0;
};

/// A small assimilation problem whose steps are timed.
class Steps {
public:
    Steps(const prior::SpectralModel& model, const std::vector<std::int64_t>& times)
        : prior_(model, times, at::kFloat), network_(prior_, sights()), sampler_(sampler::make({.kind = "semiexact"})),
          guidance_(guidance::make({.kind = "covariance"}))
    {
        nodes_ = grid::make({.kind = "uniform"})->nodes(*schedule::make({.kind = "loglinear"}), draftSteps, 1);
        const Tensor start = at::zeros({1, prior_.size()}, at::kFloat);
        x_ = noise_.normal(start) * nodes_.front().sigma;
        const Tensor y = network_.apply(start)[0] + noise_.normal(at::empty({network_.size()}, at::kFloat));
        observed_ = {.op = {&network_, [](const auto*) {}}, .y = y, .variance = at::ones_like(y)};
    }

    void unguided() { x_ = sampler_->step(prior_.denoiser(), x_, from(), to(), noise_).x; next(); }
    void guided()
    {
        x_ = guidance_->step(*sampler_, prior_.denoiser(), observed_, 1, x_, from(), to(), noise_).x;
        next();
    }
    void draft()
    {
        for (int k = 0; k < draftSteps; ++k) {
            guided();
        }
    }
    void decode() const { shown_ = prior_.field(x_, 0, 0); }
    /// What MMPS's linear solves cost on this problem
    [[nodiscard]] std::vector<SolveRow> solves()
    {
        const Tensor start = noise_.normal(at::empty({solvedMembers, prior_.size()}, at::kFloat));
        return benchmarkSolves(prior_.denoiser(), observed_, start);
    }
    [[nodiscard]] std::int64_t size() const { return prior_.size(); }

private:
    static const observe::Entry* pointwise()
    {
        const auto all = observe::entries();
        return &*std::find_if(all.begin(), all.end(), [](const auto& e) { return e.about.id == "stations"; });
    }

    [[nodiscard]] std::vector<observe::Sight> sights() const
    {
        std::vector<observe::Sight> result;
        const auto channels = static_cast<int>(prior_.channels().size());
        constexpr double degrees = 57.29577951308232;
        for (int i = 0; i < observations; ++i) {
            const auto draw = [&](int part) { return base::uniform(static_cast<std::uint64_t>(2 * i + part), {}); };
            result.push_back({pointwise(),
                              {{.channel = i % channels, .time = i % states,
                                .lat = degrees * std::asin(2 * draw(0) - 1), .lon = 360 * draw(1)}}});
        }
        return result;
    }

    [[nodiscard]] const denoiser::Node& from() const { return nodes_[step_]; }
    [[nodiscard]] const denoiser::Node& to() const { return nodes_[step_ + 1]; }
    void next()
    {
        step_ = (step_ + 1) % draftSteps;
        if (step_ == 0) {
            x_ = noise_.normal(x_) * nodes_.front().sigma;
        }
    }

    prior::Spectral prior_;
    observe::Network network_;
    std::unique_ptr<sampler::Sampler> sampler_;
    std::unique_ptr<guidance::Guidance> guidance_;
    std::vector<denoiser::Node> nodes_;
    observe::Observed observed_;
    Draws noise_;
    Tensor x_;
    mutable Tensor shown_;
    std::size_t step_ = 0;
};

}  // namespace

std::vector<Row> stepRows(const data::Gridded& series, int repeats)
{
    PriorSpec spec;
    spec.truncation = benchTruncation;
    const prior::SpectralModel model = prior::fitSpectral(series, spec);
    Steps steps(model, series.times);
    std::vector<float> noise(static_cast<std::size_t>(steps.size()));
    std::vector<Row> rows =
        againstFirst({{"unguided step", [&] { steps.unguided(); }},
                      {"guided step, 500 observations", [&] { steps.guided(); }},
                      {"field decoded for display", [&] { steps.decode(); }},
                      {"noise of one state", [&] { base::fillNormal(noise.data(), 0, noise.size(), {}); }}},
                     repeats);
    const auto more = [&](Row row) {
        row.of = rows.front().name;
        row.ratio = row.median / rows.front().median;
        rows.push_back(std::move(row));
    };
    more(timed({"draft of 8 guided steps", [&] { steps.draft(); }}, std::max(1, repeats / 4)));
    more(timed({"fitting the prior", [&] { static_cast<void>(prior::fitSpectral(series, spec)); }}, 1));
    return rows;
}

std::vector<SolveRow> solveRows(const data::Gridded& series)
{
    PriorSpec spec;
    spec.truncation = solvedTruncation;
    return Steps(prior::fitSpectral(series, spec), series.times).solves();
}

}  // namespace core::run
