#include "core/earth/sphere.h"
#include "core/metric/base/series.h"
#include "core/run/score.h"
#include "core/run/truth_fields.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace core::run {

namespace {

std::string keyOf(const std::string& variable, double levelHpa)
{
    return Channel{.standardName = variable, .levelHpa = levelHpa}.key();
}

/// The fields of one time: of all members, or of a truth on the same grid.
class States {
public:
    /// values  one a state, [time, channel, lat, lon]
    States(const data::Gridded& grid, std::vector<const Values*> values)
        : grid_(grid), values_(std::move(values))
    {
        for (const double weight : earth::areaWeights(grid.lat)) {
            weights_.insert(weights_.end(), grid.lon.size(), weight);
        }
    }

    [[nodiscard]] bool has(const std::string& key) const
    {
        return channelOf(grid_.channels, key).has_value();
    }

    [[nodiscard]] std::vector<std::span<const float>> fields(const std::string& key, std::size_t time) const
    {
        const std::size_t channel = channelOf(grid_.channels, key).value();
        std::vector<std::span<const float>> out;
        for (const Values* values : values_) {
            out.emplace_back(values->data() + grid_.at(time, channel), weights_.size());
        }
        return out;
    }

    [[nodiscard]] metric::Sample sample() const
    {
        return {.weights = weights_, .lat = grid_.lat, .lon = grid_.lon};
    }
    [[nodiscard]] const data::Gridded& grid() const { return grid_; }
    [[nodiscard]] std::size_t points() const { return weights_.size(); }

private:
    const data::Gridded& grid_;
    std::vector<const Values*> values_;
    std::vector<double> weights_;
};

/// Named numbers and histograms, with what they rest on.
struct Named {
    std::map<std::string, std::vector<double>> numbers;
    std::map<std::string, Interval> intervals;  // of single numbers
    std::size_t n = 0, times = 0;
};

/// The numbers of a score from `first` on, taken under a name: single ones with their interval.
class Naming {
public:
    /// points  of a state
    Naming(const metric::Score& score, std::size_t points) : score_(score)
    {
        out_.times = score.times;
        out_.n = points * score.times;
    }
    void one(const std::string& name, std::size_t at)
    {
        const metric::Estimate& value = score_.values.at(at);
        out_.numbers[name] = {value.value};
        out_.intervals[name] = {value.low, value.high};
    }
    void histogram(const std::string& name, std::size_t first, std::size_t bins)
    {
        for (std::size_t bin = first; bin < first + bins; ++bin) {
            out_.numbers[name].push_back(score_.values.at(bin).value);
        }
    }
    [[nodiscard]] Named take() { return std::move(out_); }

private:
    const metric::Score& score_;
    Named out_;
};

/// Levels of a variable from the top down.
std::vector<double> levelsOf(const data::Gridded& grid, const std::string& variable)
{
    std::set<double> levels;
    for (const Channel& channel : grid.channels) {
        if (channel.standardName == variable && channel.levelHpa > 0) {
            levels.insert(channel.levelHpa);
        }
    }
    return {levels.begin(), levels.end()};
}

Named geostrophy(const States& states, double level, const Selection& selection)
{
    metric::Series series(selection);
    for (std::size_t time = 0; time < states.grid().times.size(); ++time) {
        metric::Sample sample = states.sample();
        sample.members = states.fields(keyOf("geopotential_height", level), time);
        const std::vector<metric::Companion> winds = {
            {"eastward_wind", level, states.fields(keyOf("eastward_wind", level), time)},
            {"northward_wind", level, states.fields(keyOf("northward_wind", level), time)}};
        sample.companions = winds;
        sample.levelHpa = level;
        series.add(sample);
    }
    const metric::Score score = series.score();
    const std::size_t bins = (score.values.size() - 3) / 2;
    Naming out(score, states.points());
    out.one("modulusCorrelation", 0);
    out.one("cosine", 1);
    out.one("sine", 2);
    out.histogram("cosineHistogram", 3, bins);
    out.histogram("sineHistogram", 3 + bins, bins);
    return out.take();
}

/// Named numbers of each level from the top down.
std::vector<Named> hypsometric(const States& states, const std::vector<double>& levels,
                               const Selection& selection)
{
    metric::Series series(selection);
    for (std::size_t time = 0; time < states.grid().times.size(); ++time) {
        metric::Sample sample = states.sample();
        sample.members = states.fields("air_pressure_at_mean_sea_level", time);
        std::vector<metric::Companion> column;
        for (const double level : levels) {
            for (const char* name : {"air_temperature", "geopotential_height"}) {
                column.push_back({name, level, states.fields(keyOf(name, level), time)});
            }
        }
        sample.companions = column;
        series.add(sample);
    }
    const metric::Score score = series.score();
    const std::size_t count = levels.size(), bins = score.values.size() / count - 2;
    std::vector<Named> out;
    for (std::size_t l = 0; l < count; ++l) {
        Naming level(score, states.points());
        level.one("meanKm", l);
        level.one("rmsKm", count + l);
        level.histogram("histogram", 2 * count + l * bins, bins);
        out.push_back(level.take());
    }
    return out;
}

BalanceScore joined(std::string name, const char* convention, Named mine, Named theirs)
{
    return {.name = std::move(name),
            .convention = convention,
            .members = std::move(mine.numbers),
            .truth = std::move(theirs.numbers),
            .n = mine.n,
            .truthN = theirs.n,
            .times = mine.times,
            .intervals = std::move(mine.intervals),
            .truthIntervals = std::move(theirs.intervals)};
}

bool holds(const States& states, const std::vector<std::string>& variables, double level)
{
    return std::ranges::all_of(variables,
                               [&](const std::string& name) { return states.has(keyOf(name, level)); });
}

}  // namespace

std::vector<BalanceScore> scoreBalances(const data::Result& result, const data::Gridded* truth)
{
    std::vector<BalanceScore> out;
    if (!earth::coversGlobe(result.grid.lat, result.grid.lon)) {
        return out;
    }
    std::vector<const Values*> members;
    for (const Values& member : result.members) {
        members.push_back(&member);
    }
    const States states(result.grid, members);
    std::optional<States> truths;
    if (truth != nullptr && earth::coversGlobe(truth->lat, truth->lon)) {
        truths.emplace(*truth, std::vector<const Values*>{&truth->values});
    }
    const std::vector<std::string> balanced = {"geopotential_height", "eastward_wind", "northward_wind"};
    const std::vector<std::string> columns = {"geopotential_height", "air_temperature"};
    for (const auto& [convention, number] : {std::pair{"published", 0.0}, {"physical", 1.0}}) {
        std::vector<double> levels;
        for (const double level : levelsOf(result.grid, "geopotential_height")) {
            const Selection selection{"geostrophy", {{"convention", number}}};
            if (holds(states, balanced, level)) {
                out.push_back(joined(keyOf("geostrophy", level), convention, geostrophy(states, level, selection),
                                     truths && holds(*truths, balanced, level)
                                         ? geostrophy(*truths, level, selection)
                                         : Named{}));
            }
            if (holds(states, columns, level)) {
                levels.push_back(level);
            }
        }
        const Selection selection{"hypsometric", {{"convention", number}}};
        if (levels.empty() || !states.has("air_pressure_at_mean_sea_level")) {
            continue;
        }
        const auto mine = hypsometric(states, levels, selection);
        const bool both = truths && truths->has("air_pressure_at_mean_sea_level") &&
                          std::ranges::all_of(levels, [&](double l) { return holds(*truths, columns, l); });
        const auto theirs = both ? hypsometric(*truths, levels, selection)
                                 : std::vector<Named>(levels.size());
        for (std::size_t l = 0; l < levels.size(); ++l) {
            out.push_back(joined(keyOf("hypsometric", levels[l]), convention, mine[l], theirs[l]));
        }
    }
    return out;
}

}  // namespace core::run
