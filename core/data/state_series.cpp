#include "core/data/state_series.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/series_layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

namespace core::data {
namespace {

/// Differences of successive times.
std::vector<std::int64_t> stepsOf(const SeriesLayout& series)
{
    if (series.times.size() < 2) {
        throw Error(Cause::badFile, series.fileOf(series.at(0, 0)) + " holds one state, too few for a series",
                    "Add files of more times.");
    }
    std::vector<std::int64_t> steps;
    for (std::size_t t = 0; t + 1 < series.times.size(); ++t) {
        steps.push_back(series.times[t + 1] - series.times[t]);
    }
    return steps;
}

std::int64_t commonest(const std::vector<std::int64_t>& steps)
{
    std::map<std::int64_t, std::size_t> counts;
    for (const std::int64_t step : steps) {
        ++counts[step];
    }
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

// The step of a series. A longer one that comes again and again is no gap but another step.
std::int64_t stepOf(const SeriesLayout& series)
{
    constexpr std::size_t again = 3;
    const std::vector<std::int64_t> steps = stepsOf(series);
    const std::int64_t step = commonest(steps);
    std::size_t same = 0;
    for (std::size_t t = 0; t < steps.size(); ++t) {
        same = t > 0 && steps[t] == steps[t - 1] ? same + 1 : 1;
        if (steps[t] % step != 0 || (steps[t] != step && same == again)) {
            throw Error(Cause::badFile,
                        series.fileOf(series.at(t + 1, 0)) + " cannot be joined: its states are " +
                            base::durationFromSeconds(steps[t]) + " apart, others " +
                            base::durationFromSeconds(step),
                        "Take files of one step.");
        }
    }
    return step;
}

// One sentence about what is missing in time, nothing where nothing is.
std::optional<std::string> gapsOf(const std::vector<std::int64_t>& times, std::int64_t step)
{
    const auto held = static_cast<std::int64_t>(times.size());
    const std::int64_t missing = (times.back() - times.front()) / step + 1 - held;
    for (std::size_t t = 0; t + 1 < times.size() && missing > 0; ++t) {
        if (times[t + 1] - times[t] != step) {
            return std::to_string(missing) + (missing == 1 ? " time is" : " times are") +
                   " missing, the first " + base::isoFromSeconds(times[t] + step);
        }
    }
    return std::nullopt;
}

}  // namespace

struct StateSeries::Parts {
    SeriesLayout series;
    std::int64_t step;
    OpenFiles files;
    std::vector<double> scratch;

    Parts(const std::vector<std::string>& paths, const Wanted& wanted)
        : series(seriesLayout(paths, wanted)), step(stepOf(series)), files(wanted.levelsHpa)
    {
        if (const auto gaps = gapsOf(series.times, step)) {
            series.notes.push_back(*gaps);
        }
    }

    [[nodiscard]] std::size_t plane() const { return series.lat.size() * series.lon.size(); }
    void read(const GridPiece::Span& states, float* values);
    [[nodiscard]] std::vector<std::size_t> missingIn(const float* state) const;
    [[nodiscard]] Error incomplete(std::size_t time, const std::vector<std::size_t>& channels) const;
};

// Channels of one variable whose times follow each other in its file are read at once.
void StateSeries::Parts::read(const GridPiece::Span& states, float* values)
{
    using Run =
        std::tuple<std::uint32_t, std::uint32_t, std::size_t, std::size_t>;  // part, its time, ours, count
    std::map<Run, std::vector<GridPiece::Field>> runs;
    for (std::size_t c = 0; c < series.channels.size(); ++c) {
        for (std::size_t t = 0, n = 0; t < states.count; t += n) {
            const SeriesLayout::Place& place = series.at(states.time + t, c);
            const auto follows = [&](const SeriesLayout::Place& next) {
                return next.part == place.part && next.time == place.time + n;
            };
            for (n = 1; t + n < states.count && follows(series.at(states.time + t + n, c)); ++n) {
            }
            const auto& fields = series.parts[place.part].fields;
            runs[{place.part, place.time, t, n}].push_back(
                *std::find_if(fields.begin(), fields.end(),
                              [&](const GridPiece::Field& field) { return field.channel == c; }));
        }
    }
    const std::size_t channels = series.channels.size();
    for (auto& [run, fields] : runs) {
        const auto [part, time, t, n] = run;
        const SeriesLayout::Part& source = series.parts[part];
        source.piece.read(files.at(series.files[source.file]), {states.member, time, n}, std::move(fields),
                          {values + t * channels * plane(), channels, scratch});
    }
}

std::vector<std::size_t> StateSeries::Parts::missingIn(const float* state) const
{
    std::vector<std::size_t> channels;
    for (std::size_t c = 0; c < series.channels.size(); ++c) {
        const float* field = state + c * plane();
        if (std::any_of(field, field + plane(), [](float v) { return std::isnan(v); })) {
            channels.push_back(c);
        }
    }
    return channels;
}

Error StateSeries::Parts::incomplete(std::size_t time, const std::vector<std::size_t>& channels) const
{
    const SeriesLayout::Place& place = series.at(time, channels[0]);
    std::vector<std::string> others;
    for (std::size_t c = 0; c < series.channels.size(); ++c) {
        const std::string& name = series.channels[c].standardName;
        const bool same = std::any_of(channels.begin(), channels.end(), [&](std::size_t missing) {
            return series.channels[missing].standardName == name;
        });
        if (!same && (others.empty() || others.back() != name)) {
            others.push_back(name);
        }
    }
    std::string hint = "Fill them in, or take other files.";
    if (!others.empty()) {
        hint = "Fill them in, or leave the variable out: name others (variables: " + commaList(others) + ").";
    }
    return {
        Cause::badFile,
        series.fileOf(place) + " cannot be used: " + series.parts[place.part].piece.variable() +
            " has missing values at " + base::isoFromSeconds(series.times[time]),
        hint};
}

StateSeries::StateSeries(const std::vector<std::string>& paths, const Wanted& wanted)
    : parts_(std::make_unique<Parts>(paths, wanted))
{
    std::vector<float> first(channels().size() *
                             parts_->plane());  // land and sea do not move: one state tells
    read(0, 0, 1, first.data());
}

StateSeries::~StateSeries() = default;

const std::vector<double>& StateSeries::lat() const
{
    return parts_->series.lat;
}

const std::vector<double>& StateSeries::lon() const
{
    return parts_->series.lon;
}

const std::vector<Channel>& StateSeries::channels() const
{
    return parts_->series.channels;
}

const std::vector<std::int64_t>& StateSeries::times() const
{
    return parts_->series.times;
}

std::int64_t StateSeries::stepSeconds() const
{
    return parts_->step;
}

std::size_t StateSeries::members() const
{
    return parts_->series.members;
}

const std::vector<std::string>& StateSeries::notes() const
{
    return parts_->series.notes;
}

std::vector<std::size_t> StateSeries::starts(std::size_t length) const
{
    std::vector<std::size_t> starts;
    for (std::size_t t = 0, run = 0; t < times().size(); ++t) {
        run = t > 0 && times()[t] - times()[t - 1] == stepSeconds() ? run + 1 : 1;
        if (length > 0 && run >= length) {
            starts.push_back(t + 1 - length);
        }
    }
    return starts;
}

void StateSeries::read(std::size_t member, std::size_t first, std::size_t count, float* values) const
{
    if (member >= members() || first + count > times().size()) {
        throw Error(Cause::bug, "a series was read beyond its end");
    }
    const std::lock_guard lock(netcdfMutex());
    parts_->read({member, first, count}, values);
    for (std::size_t t = 0; t < count; ++t) {
        const auto missing = parts_->missingIn(values + t * channels().size() * parts_->plane());
        if (!missing.empty()) {
            throw parts_->incomplete(first + t, missing);
        }
    }
}

}  // namespace core::data
