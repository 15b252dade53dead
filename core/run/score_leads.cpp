#include "core/earth/sphere.h"
#include "core/metric/metric.h"
#include "core/run/score.h"
#include "core/run/truth_fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::run {
namespace {

/// One channel's fields at one time, as metrics take them.
class Scene {
public:
    explicit Scene(const data::Result& result) : result_(result)
    {
        for (const double weight : earth::areaWeights(result.grid.lat)) {
            weights_.insert(weights_.end(), result.grid.lon.size(), weight);
        }
    }
    [[nodiscard]] std::span<const float> part(const Values& all, std::size_t time, std::size_t channel) const
    {
        return {all.data() + result_.grid.at(time, channel), result_.grid.lat.size() * result_.grid.lon.size()};
    }
    [[nodiscard]] double rmse(std::span<const float> field, const Values& truth) const
    {
        return metric::evaluate("rmse", sampleOf({field}, truth));
    }
    [[nodiscard]] LeadScore ensemble(std::size_t time, std::size_t channel, const Values& truth) const
    {
        std::vector<std::span<const float>> members;
        for (const Values& member : result_.members) {
            members.push_back(part(member, time, channel));
        }
        const metric::Sample sample = sampleOf(members, truth);
        const auto known = std::ranges::count_if(truth, [](float x) { return std::isfinite(x); });
        return {.n = static_cast<std::size_t>(known),
                .rmse = metric::evaluate("rmse", sample), .crps = metric::evaluate("crps", sample),
                .spread = metric::evaluate("spread", sample), .spreadSkill = metric::evaluate("spreadskill", sample)};
    }

private:
    [[nodiscard]] metric::Sample sampleOf(std::vector<std::span<const float>> members, const Values& truth) const
    {
        return {.members = std::move(members), .truth = truth, .weights = weights_, .lat = result_.grid.lat,
                .lon = result_.grid.lon};
    }
    const data::Result& result_;
    std::vector<double> weights_;
};

}  // namespace

void addLeads(const data::Result& result, const data::Gridded& truth, std::vector<FieldScore>& scores)
{
    const Asked asked = askedOf(result);
    const auto last = static_cast<std::size_t>(std::max(asked.observedStates, 1)) - 1;  // of the observed states
    if (!asked.forecast || last + 1 >= result.grid.times.size()) {
        return;
    }
    const TruthFields fields(truth, result.grid);
    const Scene scene(result);
    const auto pairs = commonTimes(result.grid, truth);
    const auto known = std::find_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == last; });
    for (FieldScore& score : scores) {
        const auto mine = channelOf(result.grid.channels, score.name), theirs = channelOf(truth.channels, score.name);
        const Values held = known == pairs.end() ? Values{} : fields.field(known->second, *theirs);
        for (const auto& [time, truthTime] : pairs) {
            if (time <= last) {
                continue;
            }
            constexpr double secondsPerHour = 3600;
            const Values truly = fields.field(truthTime, *theirs);
            LeadScore lead = scene.ensemble(time, *mine, truly);
            lead.hours = static_cast<double>(result.grid.times[time] - result.grid.times[last]) / secondsPerHour;
            lead.persistenceRmse = held.empty() ? std::numeric_limits<double>::quiet_NaN() : scene.rmse(held, truly);
            lead.climatologyRmse = scene.rmse(scene.part(result.background, time, *mine), truly);
            score.leads.push_back(lead);
        }
    }
}

}  // namespace core::run
