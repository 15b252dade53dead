#include "core/earth/sphere.h"
#include "core/metric/base/series.h"
#include "core/run/score.h"
#include "core/run/truth_fields.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace core::run {

namespace {

/// Whether the longitudes go once around.
bool global(const std::vector<double>& lon)
{
    return lon.size() > 2 && std::abs(static_cast<double>(lon.size()) * (lon[1] - lon[0]) - 360) < 1e-3 * 360;
}

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

private:
    const data::Gridded& grid_;
    std::vector<const Values*> values_;
    std::vector<double> weights_;
};

using Named = std::map<std::string, std::vector<double>>;

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
    const auto all = series.values();
    const auto bins = static_cast<std::ptrdiff_t>((all.size() - 3) / 2);
    return {{"modulusCorrelation", {all[0]}},
            {"cosine", {all[1]}},
            {"sine", {all[2]}},
            {"cosineHistogram", {all.begin() + 3, all.begin() + 3 + bins}},
            {"sineHistogram", {all.begin() + 3 + bins, all.end()}}};
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
    const auto all = series.values();
    const std::size_t count = levels.size(), bins = all.size() / count - 2;
    std::vector<Named> out;
    for (std::size_t l = 0; l < count; ++l) {
        const auto first = all.begin() + static_cast<std::ptrdiff_t>(2 * count + l * bins);
        out.push_back({{"meanKm", {all[l]}},
                       {"rmsKm", {all[count + l]}},
                       {"histogram", {first, first + static_cast<std::ptrdiff_t>(bins)}}});
    }
    return out;
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
    if (!global(result.grid.lon)) {
        return out;
    }
    std::vector<const Values*> members;
    for (const Values& member : result.members) {
        members.push_back(&member);
    }
    const States states(result.grid, members);
    std::optional<States> truths;
    if (truth != nullptr && global(truth->lon)) {
        truths.emplace(*truth, std::vector<const Values*>{&truth->values});
    }
    const std::vector<std::string> balanced = {"geopotential_height", "eastward_wind", "northward_wind"};
    const std::vector<std::string> columns = {"geopotential_height", "air_temperature"};
    for (const auto& [convention, number] : {std::pair{"published", 0.0}, {"physical", 1.0}}) {
        std::vector<double> levels;
        for (const double level : levelsOf(result.grid, "geopotential_height")) {
            const Selection selection{"geostrophy", {{"convention", number}}};
            if (holds(states, balanced, level)) {
                out.push_back({keyOf("geostrophy", level), convention, geostrophy(states, level, selection),
                               truths && holds(*truths, balanced, level)
                                   ? geostrophy(*truths, level, selection)
                                   : Named{}});
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
            out.push_back({keyOf("hypsometric", levels[l]), convention, mine[l], theirs[l]});
        }
    }
    return out;
}

}  // namespace core::run
