#include "core/question/base/probe.h"
#include "core/question/base/spectra.h"

#include <algorithm>
#include <cmath>

namespace core::question {
namespace {

using at::Tensor;

constexpr int firstScaled = 11;    // the lowest degree that a damped truth lacks power in
constexpr double damped = 0.7;     // share of power that it keeps
constexpr double allowed = 0.15;   // of rates, correlations, means and variances, either way

/// Departures from the prior mean of one trajectory, [time, C, lat, lon]
class Trajectory {
public:
    Trajectory(const run::Problem& problem, const std::vector<Tensor>& fields) : problem_(problem)
    {
        std::vector<Tensor> all;
        for (std::size_t time = 0; time < fields.size(); ++time) {
            all.push_back(fields[time] - backgroundAt(problem, static_cast<int>(time)));
        }
        departures_ = at::stack(all);
    }

    /// Figures “name.what@channel”.
    void addTo(Figures& figures, const std::string& name, double share) const
    {
        const DisplayGrid& grid = *problem_.prior->decoder().grid();
        const AreaMean mean(grid.lat);
        const std::int64_t times = departures_.size(0);
        const Tensor now = departures_.slice(0, 0, times - 1), next = departures_.slice(0, 1, times);
        const auto put = [&](const char* what, const Tensor& values) {
            add(figures, name + "." + what, problem_, values * share);
        };
        put("power", DegreeSpectra(grid).of(departures_).mean(0));
        put("rate", mean.of((next - now).square()).mean(0));
        put("lagged", at::stack({mean.of(now * next).mean(0), mean.of(now.square()).mean(0), mean.of(next.square()).mean(0)}, 1));
        put("mean", departures_.mean(at::IntArrayRef{0, 3}));
        put("square", departures_.square().mean(at::IntArrayRef{0, 3}));
    }

private:
    const run::Problem& problem_;
    Tensor departures_;
};

Figures ask(const Case& asked)
{
    const WindowFile file(windowOf(asked));
    Request request = requestOf(asked, file.path());
    request.task.kind = "unconditional";
    const Sampled run = sampled(asked, request);
    const run::Problem& problem = *run.problem;
    std::vector<Tensor> truth, made;
    for (int time = 0; time < problem.window.length; ++time) {
        truth.push_back(truthAt(problem, time));
        made.push_back(fieldsAt(problem, run.members, time));
    }
    Figures figures;
    Trajectory(problem, truth).addTo(figures, "truth", 1);
    for (std::int64_t member = 0; member < run.members.size(0); ++member) {
        std::vector<Tensor> one;
        for (const Tensor& fields : made) {
            one.push_back(fields[member]);
        }
        const Trajectory trajectory(problem, one);
        trajectory.addTo(figures, "made", 1.0 / static_cast<double>(run.members.size(0)));
        if (member == 0) {
            trajectory.addTo(figures, "first", 1);
        }
    }
    return figures;
}

/// What is made of one kind's sums: kind is “made” or “truth”, at is “@channel”.
using Of = std::function<double(const Sums& sums, const std::string& kind, const std::string& at)>;

/// The ratio of a figure of what is made to the truth's, within bounds.
void addRatio(std::vector<Row>& rows, const OverWindows& over, const std::string& figure, const Of& of)
{
    for (const std::string& channel : over.namesAfter("truth.rate@")) {
        const Estimated value = over.of([&](const Sums& sums) {
            return of(sums, "made", "@" + channel) / of(sums, "truth", "@" + channel);
        });
        rows.push_back({.figure = figure, .channel = channel, .value = value.value, .low = value.low, .high = value.high,
                        .n = over.count(), .target = "0.85 … 1.15", .met = std::abs(value.value - 1) <= allowed});
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

double meanOff(const Sums& sums, const std::string& at, std::size_t row, double windows)
{
    const double truth = sums.at("truth.mean" + at, row) / windows;
    const double variance = sums.at("truth.square" + at, row) / windows - truth * truth;
    return (sums.at("made.mean" + at, row) / windows - truth) / std::sqrt(variance);
}

double varianceRatio(const Sums& sums, const std::string& at, std::size_t row, double windows)
{
    const auto variance = [&](const std::string& kind) {
        const double mean = sums.at(kind + ".mean" + at, row) / windows;
        return sums.at(kind + ".square" + at, row) / windows - mean * mean;
    };
    return variance("made") / variance("truth");
}

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
        rows.push_back({.figure = what.figure, .channel = channel, .value = value.value, .low = value.low, .high = value.high,
                        .n = over.count(), .target = what.target, .met = off(worst) <= allowed});
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
    return {.figure = {}, .channel = {}, .value = share, .low = share - error, .high = share + error, .n = windows.size()};
}

void addProbe(std::vector<Row>& rows, std::span<const Figures> windows)
{
    constexpr std::size_t fewest = 4;
    if (windows.size() < fewest) {
        return;
    }
    Row made = probed(windows, "first", 1), dull = probed(windows, "truth", damped);
    made.figure = "a probe tells samples from truth";
    made.target = "≤ 0.65";
    made.met = made.value <= 0.65;
    dull.figure = "a probe tells damped truth from truth";
    dull.target = "≥ 0.9";
    dull.met = dull.value >= 0.9;
    rows.push_back(std::move(made));
    rows.push_back(std::move(dull));
}

std::vector<Row> judge(std::span<const Figures> windows)
{
    const OverWindows over(windows);
    const auto count = static_cast<double>(over.count());
    std::vector<Row> rows;
    addSpectra(rows, over, "made.power", "truth.power");
    addRatio(rows, over, "six-hourly change / truth's", &rate);
    addRatio(rows, over, "correlation over six hours / truth's", &correlation);
    addWorst(rows, over, {"mean − truth's, in its deviation, worst latitude", "−0.15 … 0.15", 0,
                          [&](const Sums& sums, const std::string& at, std::size_t row) { return meanOff(sums, at, row, count); }});
    addWorst(rows, over, {"variance / truth's, worst latitude", "0.85 … 1.15", 1,
                          [&](const Sums& sums, const std::string& at, std::size_t row) { return varianceRatio(sums, at, row, count); }});
    addProbe(rows, windows);
    return rows;
}

}  // namespace

Entry unconditional()
{
    return {
        .about = {.id = "unconditional",
                  .label = "Trajectories of the prior itself",
                  .source = "spectra: Boer and Shepherd 1983; probe: Hastie, Tibshirani and Friedman 2009, section 4.4.1",
                  .formula = "x ~ p(x_1:24) beside truth of the same dates",
                  .note = "Spectra, means and variances are of departures from the prior mean. The probe sees the log degree "
                          "spectra of one sample a window."},
        .windows = 512,
        .members = 1,
        .ask = &ask,
        .judge = &judge,
    };
}

}  // namespace core::question
