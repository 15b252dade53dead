#include "core/data/cf_names.h"
#include "core/earth/interpolation.h"
#include "core/metric/base/series.h"
#include "core/run/score.h"
#include "core/run/seeing.h"
#include "core/run/truth_fields.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

namespace core::run {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

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

/// Scores that need background, analysis and errors together, with intervals: each observation is one sample.
void addConsistency(ObservationScore& score, const Departures& all)
{
    metric::Series chi2({"chi2"}), desroziers({"desroziers"}), bias({"bias"});
    const double weight = 1;
    const float background = 0;
    for (std::size_t i = 0; i < all.oma.size(); ++i) {
        // seen from H x_b: the value is the innovation, the analysis its increment
        const auto value = static_cast<float>(all.omb[i]), increment = static_cast<float>(all.omb[i] - all.oma[i]);
        const auto error = static_cast<float>(all.error[i]);
        const metric::Sample sample{.members = {std::span(&increment, 1)}, .truth = std::span(&value, 1),
                                    .weights = std::span(&weight, 1), .errors = std::span(&error, 1),
                                    .background = std::span(&background, 1)};
        for (metric::Series* series : {&chi2, &desroziers, &bias}) {
            series->add(sample);
        }
    }
    const auto interval = [](const metric::Estimate& one) { return Interval{one.low, one.high}; };
    score.intervals["chi2"] = interval(chi2.score().values.at(0));
    const metric::Estimate negative = bias.score().values.at(0);  // analysis less value
    score.intervals["oma.bias"] = {-negative.high, -negative.low};
    const auto consistency = desroziers.score().values;
    score.errorVariance = consistency.at(0).value;
    score.backgroundVariance = consistency.at(1).value;
    score.statedVariance = consistency.at(2).value;
    score.intervals["desroziers.errorVariance"] = interval(consistency.at(0));
    score.intervals["desroziers.backgroundVariance"] = interval(consistency.at(1));
}

std::vector<ObservationScore> summaries(const std::map<std::string, Departures>& groups)
{
    std::vector<ObservationScore> result;
    for (const auto& [name, all] : groups) {
        ObservationScore score{.name = name, .units = all.units, .n = all.oma.size()};
        score.omb = summary(all.omb);
        score.oma = summary(all.oma);
        score.chi2 = chi2(all.oma, all.error);
        addConsistency(score, all);
        score.hasExact = std::all_of(all.omaExact.begin(), all.omaExact.end(), [](double d) { return !std::isnan(d); });
        if (score.hasExact) {
            score.omaExact = summary(all.omaExact);
            score.chi2Exact = chi2(all.omaExact, all.error);
        }
        result.push_back(score);
    }
    return result;
}

/// Observations between levels are scored with the nearest one.
std::string keyOf(const data::Result& result, const data::Observation& observation)
{
    double nearest = observation.levelHpa;
    double best = std::numeric_limits<double>::infinity();
    for (const Channel& channel : result.grid.channels) {
        const bool aloft = channel.levelHpa > 0 && observation.levelHpa > 0;
        const double distance = aloft ? std::abs(std::log(channel.levelHpa / observation.levelHpa)) : best;
        if (distance < best) {
            best = distance;
            nearest = channel.levelHpa;
        }
    }
    return Channel{.standardName = observation.variable, .levelHpa = nearest}.key();
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

/// How the result's fields express observations of one quantity; those that they cannot are taken out of the list.
/// Nothing where none is left.
std::optional<Seeing> seeingOf(const data::Result& result, std::vector<data::Observation>& all)
{
    std::vector<observe::Sight> sights;
    std::erase_if(all, [&](const data::Observation& one) {
        auto sight = observe::sightOf(one, 0, result.grid.channels);
        if (sight) {
            sights.push_back(std::move(*sight));
        }
        return !sight;
    });
    return sights.empty() ? std::nullopt : std::optional<Seeing>(std::in_place, result.grid, sights);
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

std::vector<ObservationScore> scoreDepartures(const data::Result& result, Use use)
{
    std::map<std::string, Departures> groups;
    for (const data::Result::Departure& one : result.departures) {
        if (one.observation.use != use) {
            continue;
        }
        Departures& group = groups[keyOf(result, one.observation)];
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
            batches[{keyOf(result, one), *time}].push_back(one);
        }
    }
    Values mean(result.background.size(), 0.0F);
    for (const Values& member : result.members) {
        for (std::size_t i = 0; i < mean.size(); ++i) {
            mean[i] += member[i] / static_cast<float>(result.members.size());
        }
    }
    std::map<std::string, Departures> groups;
    for (auto& [key, batch] : batches) {
        const std::size_t all = batch.size();
        const auto seeing = seeingOf(result, batch);
        unknown += all - batch.size();
        if (!seeing) {
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
