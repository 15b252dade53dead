#include "core/question/base/conditioned.h"

#include "core/question/base/fields.h"
#include "core/question/base/gaussian_answer.h"
#include "core/question/base/smoothed.h"

#include <cmath>

namespace core::question {
namespace {

using at::Tensor;

constexpr double heldOutShare = 0.1;
constexpr std::uint64_t apart = std::uint64_t{1} << 20;  // between seeds: more than there are windows

/// Σ_t (field − truth)² of each answer and channel, [answers, C]
Tensor squares(const run::Problem& problem, const AreaMean& mean, const std::vector<Tensor>& answers)
{
    std::vector<Tensor> all;
    for (const Tensor& answer : answers) {
        Tensor sum;
        for (int time = 0; time < problem.window.length; ++time) {
            const Tensor one = mean.of((fieldsAt(problem, answer, time)[0] - truthAt(problem, time)).square());
            sum = sum.defined() ? sum + one : one;
        }
        all.push_back(sum / problem.window.length);
    }
    return at::stack(all);
}

void addHeldOutFigures(Figures& figures, const Sampled& run)
{
    const run::Observations& o = run.problem->observations;
    if (o.heldOut.empty()) {
        return;
    }
    const Tensor seen = o.network->apply(run.members).to(at::kCPU, at::kDouble);  // [M, n]
    const auto members = static_cast<double>(seen.size(0));
    const Tensor mean = seen.mean(0).contiguous();
    const Tensor variance = (members > 1 ? seen.var(0, true) * (1 + 1 / members) : at::zeros_like(mean)).contiguous();
    for (const std::size_t i : o.heldOut) {
        const double d = o.all[i].value - mean.data_ptr<double>()[i];
        const double expected = o.errors[i] * o.errors[i] + variance.data_ptr<double>()[i];
        const Channel channel{.standardName = o.all[i].variable, .levelHpa = o.all[i].levelHpa};
        std::vector<double>& into = figures["heldOut@" + channel.key()];
        into.resize(2, 0);
        into[0] += d * d / expected;
        into[1] += 1;
    }
}

double ratioOfRoots(const Sums& sums, const std::string& a, const std::string& b)
{
    return std::sqrt(sums.at(a) / sums.at(b));
}

Row rowOf(const OverWindows& over, const std::string& figure, const std::string& channel, const Estimated& made)
{
    return {.figure = figure, .channel = channel, .value = made.value, .low = made.low, .high = made.high,
            .n = over.count()};
}

}  // namespace

void addFigures(Figures& figures, const Sampled& run, const std::vector<Tensor>& answers)
{
    const run::Problem& problem = *run.problem;
    const AreaMean mean(problem.prior->decoder().grid()->lat);
    const double times = problem.window.length, members = static_cast<double>(run.members.size(0));
    for (int time = 0; time < problem.window.length; ++time) {
        const Tensor fields = fieldsAt(problem, run.members, time), truth = truthAt(problem, time);
        add(figures, "square", problem, mean.of((fields.mean(0) - truth).square()) / times);
        const Tensor variance = members > 1 ? fields.var(0, true) : at::zeros_like(truth);
        add(figures, "variance", problem, mean.of(variance) / times);
        add(figures, "climatology", problem, mean.of((backgroundAt(problem, time) - truth).square()) / times);
    }
    figures["members"] = {members};
    if (!answers.empty()) {
        // the best that linearising can do: judged channel by channel, knowing the truth
        add(figures, "gaussian", problem, std::get<0>(squares(problem, mean, answers).min(0)));
    }
    addHeldOutFigures(figures, run);
}

Figures conditioned(const Case& asked, const Conditions& given)
{
    const WindowFile file(windowOf(asked));
    Request request = requestOf(asked, file.path());
    request.observations = seenBy(asked, given.observations, file.path());
    const Sampled run = sampled(asked, request);
    asked.tell("Asking the Gaussian", 1);
    Figures figures;
    addFigures(figures, run, gaussianAnswers(*run.problem->prior, run.problem->observations.observed, given.gaussianIterations));
    if (given.smoother) {
        addSmoother(figures, asked, *run.problem, request.observations);
    }
    return figures;
}

void addComparison(std::vector<Row>& rows, const OverWindows& over, const Comparison& comparison)
{
    for (const std::string& channel : over.namesAfter(comparison.mine + "@")) {
        if (!over.has(comparison.theirs + "@" + channel)) {
            continue;
        }
        const Estimated ratio = over.of([&](const Sums& sums) {
            return ratioOfRoots(sums, comparison.mine + "@" + channel, comparison.theirs + "@" + channel);
        });
        Row row = rowOf(over, comparison.figure, channel, ratio);
        if (!comparison.target.empty() && (!comparison.only || comparison.only(channel))) {
            row.target = comparison.target;
            row.met = (comparison.held == Comparison::Held::value ? ratio.value : ratio.high) <= comparison.most;
        }
        rows.push_back(std::move(row));
    }
}

void addSpreadSkill(std::vector<Row>& rows, const OverWindows& over)
{
    const double members = over.sums().at("members") / static_cast<double>(over.count());
    for (const std::string& channel : over.namesAfter("variance@")) {
        const Estimated ratio = over.of([&](const Sums& sums) {
            return std::sqrt(1 + 1 / members) * ratioOfRoots(sums, "variance@" + channel, "square@" + channel);
        });
        Row row = rowOf(over, "spread / skill", channel, ratio);
        row.target = "0.8 … 1.2";
        row.met = ratio.value >= 0.8 && ratio.value <= 1.2;
        rows.push_back(std::move(row));
    }
}

void addHeldOut(std::vector<Row>& rows, const OverWindows& over)
{
    const auto quantities = over.namesAfter("heldOut@");
    const auto of = [&](const std::vector<std::string>& which) {
        return over.of([&](const Sums& sums) {
            double sum = 0, count = 0;
            for (const std::string& quantity : which) {
                sum += sums.at("heldOut@" + quantity, 0);
                count += sums.at("heldOut@" + quantity, 1);
            }
            return sum / count;
        });
    };
    if (quantities.empty()) {
        return;
    }
    const Estimated all = of(quantities);
    Row row = rowOf(over, "χ² of held-out observations", "", all);
    row.target = "0.7 … 1.4";
    row.met = all.value >= 0.7 && all.value <= 1.4;
    rows.push_back(std::move(row));
    for (const std::string& quantity : quantities) {
        rows.push_back(rowOf(over, "χ² of held-out observations", quantity, of({quantity})));
    }
}

void addErrors(std::vector<Row>& rows, const OverWindows& over)
{
    for (const std::string& channel : over.namesAfter("square@")) {
        rows.push_back(rowOf(over, "RMSE", channel, over.of([&](const Sums& sums) {
            return std::sqrt(sums.at("square@" + channel) / static_cast<double>(over.count()));
        })));
    }
}

bool upperAir(const std::string& channel)
{
    return channel.find('@') != std::string::npos;
}

ObservationSpec surfaceStations()
{
    ObservationSpec spec;
    spec.network = "stations";
    spec.count = 300;
    spec.holdOut = heldOutShare;
    return spec;
}

std::vector<ObservationSpec> reanalysisNetworks()
{
    ObservationSpec satellite;
    satellite.network = "satellite";
    satellite.variables = {"eastward_wind", "northward_wind", "air_temperature", "geopotential_height"};
    satellite.holdOut = heldOutShare;
    return {surfaceStations(), satellite};
}

std::vector<ObservationSpec> seenBy(const Case& asked, std::vector<ObservationSpec> networks, const std::string& path)
{
    std::uint64_t seed = seedOf(asked);
    for (ObservationSpec& spec : networks) {
        spec.of = path;
        spec.seed = seed += apart;  // errors of two networks, and the samples' noise, must not be the same draws
    }
    return networks;
}

}  // namespace core::question
