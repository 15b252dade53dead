#include "core/api/error.h"
#include "core/earth/sphere.h"
#include "core/metric/base/series.h"
#include "core/run/score.h"
#include "core/run/truth_fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::run {

namespace {

/// Scores of one channel over the common times.
class ChannelScore {
public:
    ChannelScore(const data::Result& result, std::size_t channel) : result_(result), channel_(channel)
    {
        for (const double weight : earth::areaWeights(result.grid.lat)) {
            weights_.insert(weights_.end(), result.grid.lon.size(), weight);
        }
    }

    void add(std::size_t time, const Values& truth)
    {
        metric::Sample sample{
            .truth = truth, .weights = weights_, .lat = result_.grid.lat, .lon = result_.grid.lon};
        for (const Values& member : result_.members) {
            sample.members.push_back(part(member, time));
        }
        n_ += static_cast<std::size_t>(
            std::count_if(truth.begin(), truth.end(), [](float x) { return std::isfinite(x); }));
        for (auto& [name, series] : ensemble_) {
            series.add(sample);
        }
        sample.members = {std::span<const float>(truth)};
        truthSpectrum_.add(sample);
        truthOrderSpectrum_.add(sample);
        addStill(sample, time);
        addExact(sample, time);
    }

    [[nodiscard]] FieldScore score() const
    {
        const Channel& about = result_.grid.channels[channel_];
        FieldScore score{.name = about.key(), .units = about.units, .n = n_};
        score.rmse = scalar("rmse", score);
        score.bias = scalar("bias", score);
        score.crps = scalar("crps", score);
        score.spread = scalar("spread", score);
        score.spreadSkill = scalar("spreadSkill", score);
        score.crpsPlain = scalar("crpsPlain", score);
        score.debiasedMse = scalar("debiasedMse", score);
        score.skill = scalar("skill", score);
        score.spreadLast = scalar("spreadLast", score);
        score.spreadSkillLast = scalar("spreadSkillLast", score);
        score.climatologyRmse = scalar(climatology_, {"climatologyRmse", &score});
        score.persistenceRmse = scalar(persistence_, {"persistenceRmse", &score});
        score.rankHistogram = ensemble_.at("rankHistogram").values();
        const auto band = metric::binomialBand(effective_, result_.members.size() + 1);
        score.rankBand = {band.low, band.high};
        score.spectrum = ensemble_.at("spectrum").values();
        score.orderSpectrum = ensemble_.at("orderSpectrum").values();
        score.truthSpectrum = truthSpectrum_.values();
        score.truthOrderSpectrum = truthOrderSpectrum_.values();
        score.hasExact = !result_.exact.empty();
        if (score.hasExact) {
            score.exactRmse = value(exactRmse_);
            score.exactBias = value(exactBias_);
        }
        score.exactSpread = value(exactSpread_);
        return score;
    }

private:
    struct Place {
        const char* name;
        FieldScore* score;
    };

    static double value(const metric::Series& series)
    {
        const auto values = series.values();
        return values.empty() ? std::numeric_limits<double>::quiet_NaN() : values.front();
    }

    /// Value of a scalar score; its interval goes beside it.
    static double scalar(const metric::Series& series, const Place& place)
    {
        const metric::Score all = series.score();
        if (all.values.empty()) {
            return std::numeric_limits<double>::quiet_NaN();
        }
        place.score->times = std::max(place.score->times, all.times);
        place.score->intervals[place.name] = {all.values.front().low, all.values.front().high};
        return all.values.front().value;
    }

    [[nodiscard]] double scalar(const char* name, FieldScore& score) const
    {
        return scalar(ensemble_.at(name), {name, &score});
    }

    /// The prior's mean and the truth's first state, both of which stand still.
    void addStill(metric::Sample& sample, std::size_t time)
    {
        double counted = 0, square = 0;
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            const double weight = std::isfinite(sample.truth[i]) ? weights_[i] : 0;
            counted += weight;
            square += weight * weight;
        }
        effective_ += square > 0 ? counted * counted / square : 0;
        sample.members = {part(result_.background, time)};
        climatology_.add(sample);
        if (first_.empty()) {
            first_.assign(sample.truth.begin(), sample.truth.end());
            return;
        }
        sample.members = {std::span<const float>(first_)};
        persistence_.add(sample);
    }

    void addExact(metric::Sample& sample, std::size_t time)
    {
        if (!result_.exact.empty()) {
            sample.members = {part(result_.exact, time)};
            exactRmse_.add(sample);
            exactBias_.add(sample);
        }
        if (!result_.exactSpread.empty()) {
            const Values none(sample.truth.size(), 0.0F);
            sample.truth = none;
            sample.members = {part(result_.exactSpread, time)};
            exactSpread_.add(sample);
        }
    }

    [[nodiscard]] std::span<const float> part(const Values& all, std::size_t time) const
    {
        const std::size_t size = result_.grid.lat.size() * result_.grid.lon.size();
        return {all.data() + result_.grid.at(time, channel_), size};
    }

    static std::map<std::string, metric::Series> ensembleScores()
    {
        std::map<std::string, metric::Series> all;
        const auto add = [&](const char* name, Selection selection) {
            all.emplace(name, std::move(selection));
        };
        add("rmse", {"rmse"});
        add("bias", {"bias"});
        add("crps", {"crps"});
        add("spread", {"spread"});
        add("spreadSkill", {"spreadskill"});
        add("crpsPlain", {"crps", {{"form", 1}}});
        add("debiasedMse", {"debiasedmse"});
        add("skill", {"skill"});
        add("spreadLast", {"spread", {{"roots", 1}}});
        add("spreadSkillLast", {"spreadskill", {{"roots", 1}}});
        add("rankHistogram", {"rankhistogram"});
        add("spectrum", {"spectrum"});
        add("orderSpectrum", {"orderspectrum"});
        return all;
    }

    const data::Result& result_;
    std::size_t channel_;
    std::vector<double> weights_;
    Values first_;
    std::size_t n_ = 0;
    double effective_ = 0;  ///< (Σw)²/Σw² of the points that counted, over all times
    std::map<std::string, metric::Series> ensemble_ = ensembleScores();
    metric::Series truthSpectrum_{{"spectrum"}}, truthOrderSpectrum_{{"orderspectrum"}};
    metric::Series climatology_{{"rmse"}}, persistence_{{"rmse"}};
    metric::Series exactRmse_{{"rmse"}}, exactBias_{{"bias"}}, exactSpread_{{"rmse"}};
};

}  // namespace

std::vector<FieldScore> scoreFields(const data::Result& result, const data::Gridded& truth,
                                    std::vector<std::string>& notes)
{
    const auto times = commonTimes(result.grid, truth);
    if (times.empty()) {
        throw Error(Cause::badInput, "The truth has none of the result's times.",
                    "Give the truth of the same days.");
    }
    if (times.size() < result.grid.times.size()) {
        notes.push_back("Scored at " + std::to_string(times.size()) + " of " +
                        std::to_string(result.grid.times.size()) + " times: the truth lacks the others.");
    }
    const TruthFields fields(truth, result.grid);
    if (!fields.method().empty()) {
        notes.push_back("The truth was brought to the result's grid by " + fields.method() + ".");
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
            score.add(mine, fields.field(theirs, *channel));
        }
        scores.push_back(score.score());
    }
    if (scores.empty()) {
        throw Error(Cause::badInput, "The truth holds none of the result's variables.",
                    "Give a file with the same variables and levels.");
    }
    return scores;
}

}  // namespace core::run
