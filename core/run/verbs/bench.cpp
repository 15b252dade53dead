#include "core/api/verbs.h"
#include "core/data/gridded.h"
#include "core/earth/demonstration.h"
#include "core/earth/harmonics.h"
#include "core/run/reuse.h"
#include "core/run/verbs/bench_earth.h"
#include "core/run/verbs/bench_parts.h"
#include "core/run/verbs/table.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>

namespace core {

namespace {

using at::Tensor;
using run::Json;
using run::Row;

constexpr int states = 12;
constexpr std::int64_t sixHours = 6 * 3600;

/// Temperature and wind at three levels of demonstration weather.
data::Gridded weather()
{
    data::Gridded all = earth::demonstration({.stepSeconds = sixHours, .states = states, .truncation = run::benchTruncation});
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

/// Reading of a file that is written for the purpose and removed.
Row reading(const data::Gridded& series, int repeats)
{
    namespace fs = std::filesystem;
    const fs::path path = fs::temp_directory_path() / ("embellie-bench-" + std::to_string(::getpid()) + ".nc");
    data::writeGridded(path.string(), series, "Benchmark");
    const Row row = run::timed({"reading a gridded file, 9 fields × 12 times",
                                [&] { static_cast<void>(data::readGridded({path.string()})); }}, repeats);
    fs::remove(path);
    return row;
}

std::vector<Row> harmonics(const data::Gridded& series, int repeats)
{
    const earth::Harmonics harmonics(run::benchTruncation, series.lat, series.lon, at::kFloat);
    const auto channels = static_cast<std::int64_t>(series.channels.size());
    const Tensor fields = at::rand({channels, static_cast<std::int64_t>(series.lat.size()),
                                    static_cast<std::int64_t>(series.lon.size())}, at::kFloat);
    Tensor coefficients = harmonics.analysis(fields), back;
    return run::againstFirst({{"harmonic analysis, 9 fields", [&] { coefficients = harmonics.analysis(fields); }},
                              {"harmonic synthesis, 9 fields", [&] { back = harmonics.synthesis(coefficients); }}},
                             repeats);
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

Row earthRow(int repeats)
{
    const run::EarthPace pace = run::earthPace(std::max(3, repeats / 4));
    return {.name = "member-days a second", .median = pace.median, .low = pace.low, .high = pace.high, .unit = "d/s"};
}

Json jsonOf(const Row& row)
{
    Json out = {{"name", row.name}, {"median", row.median}, {"min", row.low}, {"max", row.high}, {"unit", row.unit},
                {"ratio", row.ratio}, {"of", row.of.empty() ? Json(nullptr) : Json(row.of)}};
    if (std::isfinite(row.gflops)) {
        out["gflops"] = row.gflops;
    }
    if (std::isfinite(row.error)) {
        out["error"] = row.error;
    }
    return out;
}

std::vector<std::string> lineOf(const Row& row)
{
    const auto or_ = [](double value, int digits) { return std::isfinite(value) ? run::shortNumber(value, digits) : ""; };
    return {row.name, run::shortNumber(row.median, 3), run::shortNumber(row.low, 3), run::shortNumber(row.high, 3),
            or_(row.gflops, 3), or_(row.error, 2),
            row.of.empty() ? "" : run::shortNumber(row.ratio, 3) + " × " + row.of};
}

/// Rows of one subject as a table and as entries of the JSON list.
std::string addRows(const std::string& title, const std::vector<Row>& rows, Json& list)
{
    std::vector<std::vector<std::string>> lines = {{title, "median " + rows.front().unit, "min", "max", "GFLOP/s", "error", "ratio"}};
    for (const Row& row : rows) {
        list.push_back(jsonOf(row));
        lines.push_back(lineOf(row));
    }
    return run::table(lines);
}

}  // namespace

std::vector<std::string> benchmarkSubjects()
{
    return {"algebra", "network", "steps", "transforms", "display", "earth", "files", "observations", "solves"};
}

Answer benchmark(const BenchSpec& spec, const Watch& watch)
{
    run::reuseMemory();
    std::optional<data::Gridded> made;
    const auto series = [&]() -> const data::Gridded& {
        if (!made) {
            made = weather();
        }
        return *made;
    };
    const int repeats = spec.repeats;
    Json list = Json::array();
    const std::map<std::string, std::function<std::string()>> subjects = {
        {"algebra", [&] { return addRows("arithmetic of a step", run::algebraRows(repeats), list); }},
        {"network", [&] { return addRows("transformer of medium size", run::networkRows(repeats), list); }},
        {"steps", [&] { return addRows("T42, 3 variables × 3 levels, 12 times", run::stepRows(series(), repeats), list); }},
        {"transforms", [&] { return addRows("transforms at T42", harmonics(series(), repeats), list); }},
        {"display", [&] { return addRows("the shown field at 0.25°", run::displayRows(repeats), list); }},
        {"earth", [&] { return addRows("simulated earth at T31, 8 members", {earthRow(repeats)}, list); }},
        {"files", [&] { return addRows("files", {reading(series(), repeats)}, list); }},
        {"observations", [&] { return addRows("observations", run::observationRows(repeats), list); }},
        {"solves", [&] { return addSolves(run::solveRows(series()), list); }}};
    Answer answer;
    const std::vector<std::string> all = benchmarkSubjects(), &wanted = spec.only.empty() ? all : spec.only;
    double done = 0;
    for (const std::string& subject : wanted) {
        watch("Timing " + subject, done++ / static_cast<double>(wanted.size()));
        answer.text += (answer.text.empty() ? "" : "\n") + subjects.at(subject)();
    }
    watch("Done", 1);
    answer.json = run::pretty(list);
    return answer;
}

}  // namespace core
