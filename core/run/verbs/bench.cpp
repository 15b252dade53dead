#include "core/api/verbs.h"
#include "core/base/noise.h"
#include "core/data/gridded.h"
#include "core/earth/demonstration.h"
#include "core/earth/harmonics.h"
#include "core/grid/grid.h"
#include "core/guidance/guidance.h"
#include "core/observe/observe.h"
#include "core/prior/spectral.h"
#include "core/run/counter_noise.h"
#include "core/run/verbs/bench_earth.h"
#include "core/run/verbs/bench_solves.h"
#include "core/run/verbs/table.h"
#include "core/sampler/sampler.h"
#include "core/schedule/schedule.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <limits>

namespace core {

namespace {

using at::Tensor;
using run::Json;

constexpr int truncation = 42, states = 12, observations = 500, draftSteps = 8;
constexpr int solvedTruncation = 21, solvedMembers = 4;  // one member at a time at T42 takes minutes
constexpr std::int64_t sixHours = 6 * 3600;

/// One line of the benchmark.
struct Row {
    std::string name;
    double median = 0, low = 0, high = 0;
    std::string of = {};  ///< row that `ratio` compares with
    double ratio = std::numeric_limits<double>::quiet_NaN();
    std::string unit = "ms";
};

Row timed(const std::string& name, int repeats, const std::function<void()>& work)
{
    work();  // the first run pays for caches and thread pools
    std::vector<double> seconds;
    for (int i = 0; i < repeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(seconds.begin(), seconds.end());
    constexpr double perSecond = 1000;
    return {name, perSecond * seconds[seconds.size() / 2], perSecond * seconds.front(), perSecond * seconds.back()};
}

/// Temperature and wind at three levels of demonstration weather.
data::Gridded weather()
{
    data::Gridded all = earth::demonstration({.stepSeconds = sixHours, .states = states, .truncation = truncation});
    data::Gridded some{.lat = all.lat, .lon = all.lon, .times = all.times};
    const std::size_t size = all.lat.size() * all.lon.size();
    std::vector<std::size_t> chosen;
    for (std::size_t c = 0; c < all.channels.size(); ++c) {
        const std::string& name = all.channels[c].standardName;
        if (name == "air_temperature" || name == "eastward_wind" || name == "northward_wind") {
            chosen.push_back(c);
            some.channels.push_back(all.channels[c]);
        }
    }
    for (std::size_t t = 0; t < all.times.size(); ++t) {
        for (const std::size_t c : chosen) {
            const float* first = all.values.data() + all.at(t, c);
            some.values.insert(some.values.end(), first, first + size);
        }
    }
    return some;
}

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
    [[nodiscard]] std::vector<run::SolveRow> solves()
    {
        const Tensor start = noise_.normal(at::empty({solvedMembers, prior_.size()}, at::kFloat));
        return run::benchmarkSolves(prior_.denoiser(), observed_, start);
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

/// Reading of a file that is written for the purpose and removed.
Row reading(const data::Gridded& series, int repeats)
{
    namespace fs = std::filesystem;
    const fs::path path = fs::temp_directory_path() / ("embellie-bench-" + std::to_string(::getpid()) + ".nc");
    data::writeGridded(path.string(), series, "Benchmark");
    const Row row = timed("reading a gridded file, 9 fields × 12 times", repeats,
                          [&] { static_cast<void>(data::readGridded({path.string()})); });
    fs::remove(path);
    return row;
}

std::vector<Row> harmonics(const data::Gridded& series, int repeats)
{
    const earth::Harmonics harmonics(truncation, series.lat, series.lon, at::kFloat);
    const auto channels = static_cast<std::int64_t>(series.channels.size());
    const Tensor fields = at::rand({channels, static_cast<std::int64_t>(series.lat.size()),
                                    static_cast<std::int64_t>(series.lon.size())}, at::kFloat);
    Tensor coefficients = harmonics.analysis(fields), back;
    return {timed("harmonic analysis, 9 fields", repeats, [&] { coefficients = harmonics.analysis(fields); }),
            timed("harmonic synthesis, 9 fields", repeats, [&] { back = harmonics.synthesis(coefficients); })};
}

/// A sampler's step on 10⁷ elements against what copying them once takes; that is the least that memory allows.
std::vector<Row> algebra(int repeats)
{
    constexpr std::int64_t elements = 10'000'000;
    const Tensor x = at::rand({1, elements}, at::kFloat), mean = at::rand({1, elements}, at::kFloat);
    Tensor out = at::rand({1, elements}, at::kFloat);
    const Row floor = timed("copy of 10⁷ elements", repeats, [&] { out.copy_(x); });
    std::vector<Row> rows = {floor};
    const auto against = [&](const std::string& name, const std::function<void()>& work) {
        Row row = timed(name, repeats, work);
        row.of = floor.name;
        row.ratio = row.median / floor.median;
        rows.push_back(row);
    };
    const sampler::Term terms[] = {{0.9, x}, {0.1, mean}};
    against("sampler algebra in place, 10⁷ elements", [&] { sampler::combineInto(out, terms); });
    against("sampler algebra, 10⁷ elements", [&] { out = sampler::combined(terms); });
    against("sampler algebra with noise, 10⁷ elements",
            [&] { out = run::CounterNoise(1, 1).combined(terms, 0.1); });
    against("the same with one operation a term", [&] { out = (x * 0.9).add_(mean, 0.1); });
    return rows;
}

/// The ways to solve MMPS's systems, each beside the first: a table and entries of the JSON list.
std::string addSolves(const std::vector<run::SolveRow>& solves, Json& list)
{
    std::vector<std::vector<std::string>> lines = {
        {"MMPS at T21, 4 members, 8 steps of ddim", "ms", "ratio", "evaluations", "products", "error of the mean"}};
    for (const run::SolveRow& row : solves) {
        const double ratio = row.milliseconds / solves.front().milliseconds;
        list.push_back({{"name", "MMPS, " + row.name}, {"median", row.milliseconds}, {"min", row.milliseconds},
                        {"max", row.milliseconds}, {"unit", "ms"}, {"ratio", ratio},
                        {"of", "MMPS, " + solves.front().name}, {"evaluations", row.evaluations},
                        {"products", row.products}, {"error", row.error}});
        lines.push_back({row.name, run::shortNumber(row.milliseconds, 3), run::shortNumber(ratio, 3),
                         std::to_string(row.evaluations), std::to_string(row.products),
                         run::shortNumber(row.error, 2)});
    }
    return run::table(lines);
}

Answer answerOf(const std::vector<Row>& rows, const std::vector<run::SolveRow>& solves)
{
    Answer answer;
    Json list = Json::array();
    std::vector<std::vector<std::string>> lines = {{"T42, 3 variables × 3 levels, 12 times", "median ms", "min", "max", "ratio"}};
    for (const Row& row : rows) {
        list.push_back({{"name", row.name}, {"median", row.median}, {"min", row.low}, {"max", row.high}, {"unit", row.unit},
                        {"ratio", row.ratio}, {"of", row.of.empty() ? Json(nullptr) : Json(row.of)}});
        lines.push_back({row.name, run::shortNumber(row.median, 3), run::shortNumber(row.low, 3),
                         run::shortNumber(row.high, 3),
                         row.of.empty() ? "" : run::shortNumber(row.ratio, 3) + " × " + row.of});
    }
    answer.text = run::table(lines) + "\n" + addSolves(solves, list);
    answer.json = run::pretty(list);
    return answer;
}

}  // namespace

Answer benchmark(int repeats, const Watch& watch)
{
    watch("Making weather", 0);
    const data::Gridded series = weather();
    watch("Fitting the prior", 0.2);
    PriorSpec spec;
    spec.truncation = truncation;
    std::vector<Row> rows;
    const prior::SpectralModel model = prior::fitSpectral(series, spec);
    rows.push_back(timed("fitting the prior", 1, [&] { static_cast<void>(prior::fitSpectral(series, spec)); }));
    Steps steps(model, series.times);
    watch("Timing steps", 0.4);
    rows.push_back(timed("unguided step", repeats, [&] { steps.unguided(); }));
    const Row unguided = rows.back();
    rows.push_back(timed("guided step, 500 observations", repeats, [&] { steps.guided(); }));
    rows.push_back(timed("draft of 8 guided steps", std::max(3, repeats / 4), [&] { steps.draft(); }));
    rows.push_back(timed("field decoded for display", repeats, [&] { steps.decode(); }));
    std::vector<float> noise(static_cast<std::size_t>(steps.size()));
    rows.push_back(timed("noise of one state", repeats, [&] { base::fillNormal(noise.data(), 0, noise.size(), {}); }));
    watch("Timing solves", 0.5);
    spec.truncation = solvedTruncation;
    const std::vector<run::SolveRow> solves = Steps(prior::fitSpectral(series, spec), series.times).solves();
    watch("Timing transforms", 0.8);
    for (const Row& row : harmonics(series, repeats)) {
        rows.push_back(row);
    }
    watch("Timing sampler algebra", 0.8);
    for (const Row& row : algebra(repeats)) {
        rows.push_back(row);
    }
    watch("Timing the simulated earth", 0.85);
    const run::EarthPace pace = run::earthPace(std::max(3, repeats / 4));
    rows.push_back({.name = "simulated earth, T31, 8 members: member-days a second", .median = pace.median,
                    .low = pace.low, .high = pace.high, .unit = "d/s"});
    watch("Timing files", 0.9);
    rows.push_back(reading(series, repeats));
    for (Row& row : rows) {
        if (row.name != unguided.name && row.of.empty() && row.unit == unguided.unit) {
            row.of = unguided.name;
            row.ratio = row.median / unguided.median;
        }
    }
    watch("Done", 1);
    return answerOf(rows, solves);
}

}  // namespace core
