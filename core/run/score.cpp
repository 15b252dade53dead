#include "core/run/score.h"

#include "core/api/error.h"
#include "core/data/cf_names.h"
#include "core/earth/interpolation.h"
#include "core/earth/sphere.h"
#include "core/metric/metric.h"
#include "core/run/seeing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace core::run {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

using Values = std::vector<float>;

/// Truth fields on the result's grid.
class Truth {
public:
    Truth(const data::Gridded& truth, const data::Gridded& grid) : truth_(truth)
    {
        const auto same = [](const std::vector<double>& a, const std::vector<double>& b) {
            constexpr double close = 1e-4;  // degrees, above rounding of float coordinates
            return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                              [](double x, double y) { return std::abs(x - y) < close; });
        };
        if (same(truth.lat, grid.lat) && same(truth.lon, grid.lon)) {
            return;
        }
        std::vector<double> lat, lon;
        for (const double row : grid.lat) {
            lat.insert(lat.end(), grid.lon.size(), row);
            lon.insert(lon.end(), grid.lon.begin(), grid.lon.end());
        }
        regrid_.emplace(truth.lat, truth.lon, lat, lon, at::kFloat);
    }

    [[nodiscard]] bool regridded() const { return regrid_.has_value(); }

    [[nodiscard]] Values field(std::size_t time, std::size_t channel) const
    {
        const float* first = truth_.values.data() + truth_.at(time, channel);
        const auto rows = static_cast<std::int64_t>(truth_.lat.size());
        const auto columns = static_cast<std::int64_t>(truth_.lon.size());
        if (!regrid_) {
            return {first, first + rows * columns};
        }
        const at::Tensor out = regrid_->apply(at::from_blob(const_cast<float*>(first), {rows, columns}, at::kFloat));
        return {out.data_ptr<float>(), out.data_ptr<float>() + out.numel()};
    }

private:
    const data::Gridded& truth_;
    std::optional<earth::Interpolation> regrid_;
};

std::optional<std::size_t> channelOf(const std::vector<Channel>& channels, const std::string& key)
{
    const auto found =
        std::find_if(channels.begin(), channels.end(), [&](const Channel& c) { return c.key() == key; });
    return found == channels.end() ? std::nullopt
                                   : std::optional<std::size_t>(static_cast<std::size_t>(found - channels.begin()));
}

/// (time of the result, time of the truth) that name the same hour
std::vector<std::pair<std::size_t, std::size_t>> commonTimes(const data::Gridded& result, const data::Gridded& truth)
{
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0; i < result.times.size(); ++i) {
        const auto found = std::find(truth.times.begin(), truth.times.end(), result.times[i]);
        if (found != truth.times.end()) {
            pairs.emplace_back(i, static_cast<std::size_t>(found - truth.times.begin()));
        }
    }
    return pairs;
}

/// Running mean over times, element by element.
void accumulate(std::vector<double>& mean, const std::vector<double>& next, double share)
{
    mean.resize(next.size(), 0);
    for (std::size_t i = 0; i < next.size(); ++i) {
        mean[i] += share * next[i];
    }
}

/// Scores of one channel over the common times.
class ChannelScore {
public:
    ChannelScore(const data::Result& result, std::size_t channel) : result_(result), channel_(channel)
    {
        const Channel& about = result.grid.channels[channel];
        score_ = {.name = about.key(), .units = about.units, .hasExact = !result.exact.empty()};
        for (const double weight : earth::areaWeights(result.grid.lat)) {
            weights_.insert(weights_.end(), result.grid.lon.size(), weight);
        }
        score_.exactSpread = result.exactSpread.empty() ? nan : 0;
    }

    void add(std::size_t time, const Values& truth, double share)
    {
        metric::Sample sample{.truth = truth, .weights = weights_, .lat = result_.grid.lat, .lon = result_.grid.lon};
        for (const Values& member : result_.members) {
            sample.members.push_back(part(member, time));
        }
        score_.n += static_cast<std::size_t>(
            std::count_if(truth.begin(), truth.end(), [](float x) { return std::isfinite(x); }));
        score_.rmse += share * metric::evaluate("rmse", sample);
        score_.bias += share * metric::evaluate("bias", sample);
        score_.crps += share * metric::evaluate("crps", sample);
        score_.spread += share * metric::evaluate("spread", sample);
        score_.spreadSkill += share * metric::evaluate("spreadskill", sample);
        accumulate(score_.rankHistogram, metric::make({.kind = "rankhistogram"})->of(sample), share);
        accumulate(score_.spectrum, metric::make({.kind = "spectrum"})->of(sample), share);
        const auto against = [&](const Values& fields) {
            sample.members = {part(fields, time)};
            return sample;
        };
        sample.members = {std::span<const float>(truth)};
        accumulate(score_.truthSpectrum, metric::make({.kind = "spectrum"})->of(sample), share);
        score_.climatologyRmse += share * metric::evaluate("rmse", against(result_.background));
        if (score_.hasExact) {
            score_.exactRmse += share * metric::evaluate("rmse", against(result_.exact));
            score_.exactBias += share * metric::evaluate("bias", against(result_.exact));
        }
        if (!result_.exactSpread.empty()) {
            const Values none(truth.size(), 0.0F);
            metric::Sample spread = against(result_.exactSpread);
            spread.truth = none;
            score_.exactSpread += share * metric::evaluate("rmse", spread);
        }
    }

    [[nodiscard]] const FieldScore& score() const { return score_; }

private:
    [[nodiscard]] std::span<const float> part(const Values& all, std::size_t time) const
    {
        const std::size_t size = result_.grid.lat.size() * result_.grid.lon.size();
        return {all.data() + result_.grid.at(time, channel_), size};
    }

    const data::Result& result_;
    std::size_t channel_;
    std::vector<double> weights_;
    FieldScore score_;
};

/// Observed values with what the prior, the ensemble and the exact posterior say there.
struct Departures {
    std::string units;
    std::vector<double> omb, oma, omaExact, error;
};

DepartureScore summary(const std::vector<double>& departures)
{
    DepartureScore score;
    const auto count = static_cast<double>(departures.size());
    for (const double d : departures) {
        score.rms += d * d / count;
        score.mae += std::abs(d) / count;
        score.bias += d / count;
    }
    score.rms = std::sqrt(score.rms);
    return score;
}

double chi2(const std::vector<double>& departures, const std::vector<double>& error)
{
    double sum = 0;
    for (std::size_t i = 0; i < departures.size(); ++i) {
        sum += departures[i] * departures[i] / (error[i] * error[i]);
    }
    return sum / static_cast<double>(departures.size());
}

std::vector<ObservationScore> summaries(const std::map<std::string, Departures>& groups)
{
    std::vector<ObservationScore> result;
    for (const auto& [name, all] : groups) {
        ObservationScore score{.name = name, .units = all.units, .n = all.oma.size()};
        score.omb = summary(all.omb);
        score.oma = summary(all.oma);
        score.chi2 = chi2(all.oma, all.error);
        score.hasExact = std::all_of(all.omaExact.begin(), all.omaExact.end(), [](double d) { return !std::isnan(d); });
        if (score.hasExact) {
            score.omaExact = summary(all.omaExact);
            score.chi2Exact = chi2(all.omaExact, all.error);
        }
        result.push_back(score);
    }
    return result;
}

std::string keyOf(const data::Observation& observation)
{
    return Channel{.standardName = observation.variable, .levelHpa = observation.levelHpa}.key();
}

std::string unitsOf(const data::Result& result, const std::string& variable)
{
    for (const Channel& channel : result.grid.channels) {
        if (channel.standardName == variable) {
            return channel.units;
        }
    }
    return data::canonicalUnit(variable).value_or("");
}

/// How the result's fields express observations of one quantity; nothing where it lacks what they need.
std::optional<Seeing> seeingOf(const data::Result& result, const std::vector<data::Observation>& all)
{
    std::vector<observe::Sight> sights;
    for (const data::Observation& one : all) {
        auto sight = observe::sightOf(one, 0, result.grid.channels);
        if (!sight) {
            return std::nullopt;
        }
        sights.push_back(std::move(*sight));
    }
    return Seeing(result.grid, sights);
}

/// The nearest state within half a time step.
std::optional<std::size_t> stateAt(const std::vector<std::int64_t>& times, std::int64_t time)
{
    constexpr std::int64_t lone = 6 * 3600;  // step assumed where the window is one state
    const std::int64_t step = times.size() > 1 ? times[1] - times[0] : lone;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const std::int64_t distance = std::abs(times[i] - time);
        if (2 * distance <= step && (!best || distance < std::abs(times[*best] - time))) {
            best = i;
        }
    }
    return best;
}

}  // namespace

std::vector<FieldScore> scoreFields(const data::Result& result, const data::Gridded& truth,
                                    std::vector<std::string>& notes)
{
    const auto times = commonTimes(result.grid, truth);
    if (times.empty()) {
        throw Error(Cause::badInput, "The truth has none of the result's times.", "Give the truth of the same days.");
    }
    if (times.size() < result.grid.times.size()) {
        notes.push_back("Scored at " + std::to_string(times.size()) + " of " +
                        std::to_string(result.grid.times.size()) + " times: the truth lacks the others.");
    }
    const Truth fields(truth, result.grid);
    if (fields.regridded()) {
        notes.emplace_back("The truth was brought to the result's grid by bilinear interpolation.");
    }
    std::vector<FieldScore> scores;
    for (std::size_t c = 0; c < result.grid.channels.size(); ++c) {
        const auto channel = channelOf(truth.channels, result.grid.channels[c].key());
        if (!channel) {
            notes.push_back("The truth lacks " + result.grid.channels[c].key() + ".");
            continue;
        }
        ChannelScore score(result, c);
        for (const auto& [mine, theirs] : times) {
            score.add(mine, fields.field(theirs, *channel), 1.0 / static_cast<double>(times.size()));
        }
        scores.push_back(score.score());
    }
    if (scores.empty()) {
        throw Error(Cause::badInput, "The truth holds none of the result's variables.",
                    "Give a file with the same variables and levels.");
    }
    return scores;
}

std::vector<ObservationScore> scoreDepartures(const data::Result& result, Use use)
{
    std::map<std::string, Departures> groups;
    for (const data::Result::Departure& one : result.departures) {
        if (one.observation.use != use) {
            continue;
        }
        Departures& group = groups[keyOf(one.observation)];
        group.units = unitsOf(result, one.observation.variable);
        group.omb.push_back(one.omb);
        group.oma.push_back(one.oma);
        group.omaExact.push_back(one.omaExact);
        group.error.push_back(one.observation.error);
    }
    return summaries(groups);
}

std::vector<ObservationScore> scoreObservations(const data::Result& result, const data::ObservationSet& observations,
                                                std::vector<std::string>& notes)
{
    // one interpolation for each (quantity, state), so that a file costs as little as its fields
    std::map<std::pair<std::string, std::size_t>, std::vector<data::Observation>> batches;
    std::size_t outside = 0, unknown = 0;
    for (const data::Observation& one : observations.all) {
        const auto time = stateAt(result.grid.times, one.time);
        if (!time || one.use == Use::rejected) {
            ++outside;
        } else {
            batches[{keyOf(one), *time}].push_back(one);
        }
    }
    Values mean(result.background.size(), 0.0F);
    for (const Values& member : result.members) {
        for (std::size_t i = 0; i < mean.size(); ++i) {
            mean[i] += member[i] / static_cast<float>(result.members.size());
        }
    }
    std::map<std::string, Departures> groups;
    for (const auto& [key, batch] : batches) {
        const auto seeing = seeingOf(result, batch);
        if (!seeing) {
            unknown += batch.size();
            continue;
        }
        const std::size_t state = result.grid.at(key.second, 0);
        const Values analysis = seeing->of(mean.data() + state), background = seeing->of(result.background.data() + state);
        const Values exact = result.exact.empty() ? Values(batch.size(), static_cast<float>(nan))
                                                  : seeing->of(result.exact.data() + state);
        Departures& group = groups[key.first];
        group.units = unitsOf(result, batch.front().variable);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            group.omb.push_back(batch[i].value - background[i]);
            group.oma.push_back(batch[i].value - analysis[i]);
            group.omaExact.push_back(batch[i].value - exact[i]);
            group.error.push_back(batch[i].error > 0 ? batch[i].error
                                                     : data::defaultError(batch[i].variable, batch[i].levelHpa));
        }
    }
    if (outside > 0) {
        notes.push_back(std::to_string(outside) + " observations lie outside the result's times or were rejected.");
    }
    if (unknown > 0) {
        notes.push_back(std::to_string(unknown) + " observations are of variables or levels the result lacks.");
    }
    return summaries(groups);
}

}  // namespace core::run
