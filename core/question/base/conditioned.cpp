#include "core/question/base/conditioned.h"

#include "core/question/base/fields.h"
#include "core/question/base/gaussian_answer.h"

#include <cmath>

namespace core::question {
namespace {

using at::Tensor;

constexpr double heldOutShare = 0.1;
constexpr std::uint64_t apart = std::uint64_t{1} << 20;  // between seeds: more than there are windows

/// Mean over globe and times of (x̄ − truth)² of members [M, D], [C]
Tensor square(const run::Problem& problem, const Tensor& members)
{
    const AreaMean mean(problem.prior->decoder().grid()->lat);
    Tensor sum = at::zeros({static_cast<std::int64_t>(problem.prior->channels().size())}, at::kDouble);
    for (int time = 0; time < problem.window.length; ++time) {
        sum += mean.of((fieldsAt(problem, members, time).mean(0) - truthAt(problem, time)).square());
    }
    return sum / problem.window.length;
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
    const Tensor variance =
        (members > 1 ? seen.var(0, true) * (1 + 1 / members) : at::zeros_like(mean)).contiguous();
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

void addRun(Figures& figures, const Sampled& run)
{
    const run::Problem& problem = *run.problem;
    const AreaMean mean(problem.prior->decoder().grid()->lat);
    const double times = problem.window.length, members = static_cast<double>(run.members.size(0));
    add(figures, "square", problem, square(problem, run.members));
    for (int time = 0; time < problem.window.length; ++time) {
        const Tensor fields = fieldsAt(problem, run.members, time), truth = truthAt(problem, time);
        const Tensor variance = members > 1 ? fields.var(0, true) : at::zeros_like(truth);
        add(figures, "variance", problem, mean.of(variance) / times);
        add(figures, "climatology", problem, mean.of((backgroundAt(problem, time) - truth).square()) / times);
    }
    figures["members"] = {members};
    addHeldOutFigures(figures, run);
}

/// What the Gaussian answers, by Cholesky where the problem holds that already.
std::vector<Tensor> gaussianOf(const run::Problem& problem, int iterations)
{
    if (problem.exact) {
        return {problem.exact->mean().unsqueeze(0)};
    }
    return gaussianAnswers(*problem.prior, problem.observations.observed, iterations);
}

double ratioOfRoots(const Sums& sums, const std::string& a, const std::string& b)
{
    return std::sqrt(sums.at(a) / sums.at(b));
}

Row rowOf(const OverWindows& over, const std::string& figure, const std::string& channel,
          const Estimated& made)
{
    return {.figure = figure,
            .channel = channel,
            .value = made.value,
            .low = made.low,
            .high = made.high,
            .n = over.count()};
}

}  // namespace

Answered answered(const Case& asked, const Request& request, int gaussianIterations)
{
    Clock clock;
    Answered out{.figures = {}, .run = sampled(asked, request)};
    const Sampled& run = out.run;
    Figures& figures = out.figures;
    clock.addTo(figures, "sampling");
    addRun(figures, run);
    const auto part = sampledGaussian(asked, request);
    if (part) {
        add(figures, "part", *part->problem, square(*part->problem, part->members));
        clock.addTo(figures, "sampling the Gaussian part");
    }
    asked.tell("Asking the Gaussian", 1);
    const auto answers = gaussianOf(*run.problem, gaussianIterations);
    if (!answers.empty()) {
        std::vector<Tensor> squares;
        for (const Tensor& answer : answers) {
            squares.push_back(square(*run.problem, answer));
        }
        // the best that linearising can do: judged channel by channel, knowing the truth
        add(figures, "gaussian", *run.problem, std::get<0>(at::stack(squares).min(0)));
        clock.addTo(figures, "Gaussian answer");
    }
    return out;
}

Figures conditioned(const Case& asked, const Conditions& given)
{
    const WindowFile file(windowOf(asked));
    return answered(asked, requestSeen(asked, given.observations, file.path()), given.gaussianIterations)
        .figures;
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
            row.met = (comparison.held == Comparison::Held::value ? ratio.value : ratio.high) <=
                      comparison.most;
        }
        rows.push_back(std::move(row));
    }
}

void addSpreadSkill(std::vector<Row>& rows, const OverWindows& over)
{
    const double members = over.sums().at("members") / static_cast<double>(over.count());
    for (const std::string& channel : over.namesAfter("variance@")) {
        const Estimated ratio = over.of([&](const Sums& sums) {
            return std::sqrt(1 + 1 / members) *
                   ratioOfRoots(sums, "variance@" + channel, "square@" + channel);
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
    const auto windows = static_cast<double>(over.count());
    for (const auto& [name, whose] : {std::pair{"square", "RMSE"},
                                      {"part", "RMSE of the Gaussian part"},
                                      {"gaussian", "RMSE of the Gaussian answer"},
                                      {"bicubic", "RMSE of bicubic interpolation"},
                                      {"smoother", "RMSE of the smoother"},
                                      {"climatology", "RMSE of climatology"}}) {
        for (const std::string& channel : over.namesAfter(name + std::string("@"))) {
            const std::string figure = name + ("@" + channel);
            rows.push_back(rowOf(over, whose, channel, over.of([&](const Sums& sums) {
                return std::sqrt(sums.at(figure) / windows);
            })));
        }
    }
}

void addSeconds(std::vector<Row>& rows, const OverWindows& over)
{
    for (const std::string& what : over.namesAfter("seconds@")) {
        const double seconds = over.sums().at("seconds@" + what) / static_cast<double>(over.count());
        rows.push_back(
            {.figure = "seconds a window, " + what, .channel = {}, .value = seconds, .n = over.count()});
    }
}

void addConditioned(std::vector<Row>& rows, const OverWindows& over)
{
    addComparison(rows, over, {.figure = againstPart, .theirs = "part"});
    addSpreadSkill(rows, over);
    addHeldOut(rows, over);
    addSeconds(rows, over);
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
    satellite.count = 100;
    satellite.holdOut = heldOutShare;
    return {surfaceStations(), satellite};
}

Request requestSeen(const Case& asked, std::vector<ObservationSpec> networks, const std::string& path)
{
    Request request = requestOf(asked, path);
    std::uint64_t seed = seedOf(asked);
    for (ObservationSpec& spec : networks) {
        spec.of = path;
        spec.seed = seed +=
            apart;  // errors of two networks, and the samples' noise, must not be the same draws
    }
    request.observations = std::move(networks);
    return request;
}

}  // namespace core::question
