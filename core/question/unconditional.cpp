#include "core/question/base/conditioned.h"
#include "core/question/base/probe.h"
#include "core/question/base/spectra.h"

#include <cmath>
#include <functional>

namespace core::question {
namespace {

using at::Tensor;

constexpr int firstScaled = 11;          // the lowest degree that a damped truth lacks power in
constexpr double damped = 0.7;           // share of power that it keeps
constexpr std::size_t fewestProbed = 4;  // windows
constexpr double allowed = 0.15;         // of rates, correlations, means and variances, either way

/// Departures from the prior mean of one trajectory as figures “name.what@channel”.
/// fieldsOf  time → [C, lat, lon]
void addTrajectory(Figures& figures, const std::string& name, const run::Problem& problem,
                   const std::function<Tensor(int)>& fieldsOf)
{
    std::vector<Tensor> all;
    for (int time = 0; time < problem.window.length; ++time) {
        all.push_back(fieldsOf(time) - backgroundAt(problem, time));
    }
    const Tensor departures = at::stack(all);  // [time, C, lat, lon]
    const DisplayGrid& grid = *problem.prior->decoder().grid();
    const AreaMean mean(grid.lat);
    const std::int64_t times = departures.size(0);
    const Tensor now = departures.slice(0, 0, times - 1), next = departures.slice(0, 1, times);
    const auto put = [&](const char* what, const Tensor& values) {
        add(figures, name + "." + what, problem, values);
    };
    put("power", DegreeSpectra(grid).of(departures).mean(0));
    put("rate", mean.of((next - now).square()).mean(0));
    put("lagged",
        at::stack(
            {mean.of(now * next).mean(0), mean.of(now.square()).mean(0), mean.of(next.square()).mean(0)}, 1));
    put("mean", departures.mean(at::IntArrayRef{0, 3}));
    put("square", departures.square().mean(at::IntArrayRef{0, 3}));
}

void addRun(Figures& figures, const std::string& name, const Sampled& run)
{
    addTrajectory(figures, name, *run.problem,
                  [&](int time) { return fieldsAt(*run.problem, run.members, time)[0]; });
}

Figures ask(const Case& asked)
{
    const WindowFile file(windowOf(asked));
    Request request = requestOf(asked, file.path());
    request.task.kind = "unconditional";
    request.ensemble.members = 1;
    Figures figures;
    Clock clock;
    const Sampled run = sampled(asked, request);
    clock.addTo(figures, "sampling");
    addTrajectory(figures, "truth", *run.problem, [&](int time) { return truthAt(*run.problem, time); });
    addRun(figures, "made", run);
    if (const auto part = sampledGaussian(asked, request)) {
        addRun(figures, "part", *part);
    }
    return figures;
}

/// What is made of one kind's sums: kind is “made”, “part” or “truth”, at is “@channel”.
using Of = std::function<double(const Sums& sums, const std::string& kind, const std::string& at)>;

/// The ratio of a figure of one kind to the truth's.
struct Compared {
    std::string figure, kind;
    Of of;
};
/// Rows that want it within bounds.
void addRatio(std::vector<Row>& rows, const OverWindows& over, const Compared& what)
{
    for (const std::string& channel : over.namesAfter("truth.rate@")) {
        const Estimated value = over.of([&](const Sums& sums) {
            return what.of(sums, what.kind, "@" + channel) / what.of(sums, "truth", "@" + channel);
        });
        rows.push_back({.figure = what.figure,
                        .channel = channel,
                        .value = value.value,
                        .low = value.low,
                        .high = value.high,
                        .n = over.count(),
                        .target = "0.85 … 1.15",
                        .met = std::abs(value.value - 1) <= allowed});
    }
}

double rate(const Sums& sums, const std::string& kind, const std::string& at)
{
    return std::sqrt(sums.at(kind + ".rate" + at));
}

double correlation(const Sums& sums, const std::string& kind, const std::string& at)
{
    const auto lagged = sums.all(kind + ".lagged" + at);
    return lagged[0] / std::sqrt(lagged[1] * lagged[2]);
}

/// A figure by latitude, which should be `wanted` and may be off by `allowed`.
struct ByLatitude {
    std::string figure, target;
    double wanted;
    std::function<double(const Sums& sums, const std::string& at, std::size_t row)> of;
};

/// Sums of windows that are compared latitude by latitude.
struct Latitudes {
    const Sums& sums;
    const std::string &kind, &at;
    double windows;

    [[nodiscard]] double mean(const std::string& whose, std::size_t row) const
    {
        return sums.at(whose + ".mean" + at, row) / windows;
    }
    [[nodiscard]] double variance(const std::string& whose, std::size_t row) const
    {
        return sums.at(whose + ".square" + at, row) / windows - mean(whose, row) * mean(whose, row);
    }
    [[nodiscard]] double meanOff(std::size_t row) const
    {
        return (mean(kind, row) - mean("truth", row)) / std::sqrt(variance("truth", row));
    }
    [[nodiscard]] double varianceRatio(std::size_t row) const
    {
        return variance(kind, row) / variance("truth", row);
    }
};

/// Each channel's latitude that is furthest off.
void addWorst(std::vector<Row>& rows, const OverWindows& over, const ByLatitude& what)
{
    for (const std::string& channel : over.namesAfter("truth.rate@")) {
        const std::string at = "@" + channel;
        const Sums all = over.sums();
        const auto off = [&](std::size_t row) { return std::abs(what.of(all, at, row) - what.wanted); };
        std::size_t worst = 0;
        for (std::size_t row = 1; row < all.all("truth.mean" + at).size(); ++row) {
            worst = off(row) > off(worst) ? row : worst;
        }
        const Estimated value = over.of([&](const Sums& sums) { return what.of(sums, at, worst); });
        rows.push_back({.figure = what.figure,
                        .channel = channel,
                        .value = value.value,
                        .low = value.low,
                        .high = value.high,
                        .n = over.count(),
                        .target = what.target,
                        .met = off(worst) <= allowed});
    }
}

/// Log degree spectra of windows, one a row; of every second window, from `first` on.
Tensor features(std::span<const Figures> windows, const std::string& kind, std::size_t first, double scale)
{
    std::vector<Tensor> out;
    for (std::size_t w = first; w < windows.size(); w += 2) {
        std::vector<double> row;
        for (const auto& [name, power] : windows[w]) {
            if (name.starts_with(kind + ".power@")) {
                for (std::size_t degree = 1; degree < power.size(); ++degree) {
                    row.push_back(std::log(power[degree] * (degree < firstScaled ? 1 : scale)));
                }
            }
        }
        out.push_back(at::tensor(at::ArrayRef<double>(row), at::kDouble));
    }
    return at::stack(out);
}

/// How well a probe tells truth from `kind`, trained on every second window and tried on the others.
Row probed(std::span<const Figures> windows, const std::string& kind, double scale)
{
    const auto samples = [&](std::size_t first) {
        return TwoKinds{features(windows, "truth", first, 1), features(windows, kind, first, scale)};
    };
    const TwoKinds test = samples(1);
    const double share = toldRight(samples(0), test);
    const double error = 1.96 * std::sqrt(share * (1 - share) / static_cast<double>(2 * test.first.size(0)));
    return {.figure = {},
            .channel = {},
            .value = share,
            .low = share - error,
            .high = share + error,
            .n = windows.size()};
}

/// What a row is to say, and between which values.
struct Target {
    std::string figure, target;
    double low, high;
};
Row within(Row row, const Target& target)
{
    row.figure = target.figure;
    row.target = target.target;
    row.met = row.value >= target.low && row.value <= target.high;
    return row;
}

/// Rows about what one kind made, “made” by the prior or by its Gaussian “part”.
std::vector<Row> judged(std::span<const Figures> windows, const OverWindows& over, const std::string& kind)
{
    const auto count = static_cast<double>(over.count());
    std::vector<Row> rows;
    addSpectra(rows, over, kind + ".power", "truth.power");
    addRatio(rows, over, {"six-hourly change / truth's", kind, &rate});
    addRatio(rows, over, {"correlation over six hours / truth's", kind, &correlation});
    addWorst(rows, over,
             {"mean − truth's, in its deviation, worst latitude", "−0.15 … 0.15", 0,
              [&](const Sums& sums, const std::string& at, std::size_t row) {
                  return Latitudes{sums, kind, at, count}.meanOff(row);
              }});
    addWorst(rows, over,
             {"variance / truth's, worst latitude", "0.85 … 1.15", 1,
              [&](const Sums& sums, const std::string& at, std::size_t row) {
                  return Latitudes{sums, kind, at, count}.varianceRatio(row);
              }});
    if (windows.size() >= fewestProbed) {
        rows.push_back(
            within(probed(windows, kind, 1), {"a probe tells samples from truth", "≤ 0.65", 0, 0.65}));
    }
    return rows;
}

std::vector<Row> judge(std::span<const Figures> windows)
{
    const OverWindows over(windows);
    std::vector<Row> rows = judged(windows, over, "made");
    addSeconds(rows, over);
    if (windows.size() >= fewestProbed) {
        rows.push_back(within(probed(windows, "truth", damped),
                              {"a probe tells damped truth from truth", "≥ 0.9", 0.9, 1}));
    }
    if (over.namesAfter("part.rate@").empty()) {
        return rows;
    }
    for (Row& row : judged(windows, over, "part")) {  // for information
        row.figure = "Gaussian part: " + row.figure;
        row.target.clear();
        row.met.reset();
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

Entry unconditional()
{
    return {
        .about = {.id = "unconditional",
                  .label = "Trajectories of the prior itself",
                  .source = "spectra: Boer and Shepherd 1983; probe: Hastie, Tibshirani and Friedman 2009, "
                            "section 4.4.1",
                  .formula = "x ~ p(x_1:24) beside truth of the same dates",
                  .note = "Spectra, means and variances are of departures from the prior mean. The probe "
                          "sees the log degree "
                          "spectra of one sample a window."},
        .windows = 512,
        .members = 1,
        .ask = &ask,
        .judge = &judge,
    };
}

}  // namespace core::question
