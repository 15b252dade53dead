#include "core/data/observation_gathering.h"

#include "core/data/cf_names.h"

#include <cmath>
#include <functional>

namespace core::data {

void Complaints::add(const std::string& what, const std::string& example)
{
    Count& count = counts_[what];
    if (++count.number <= 3) {
        count.examples += (count.examples.empty() ? "" : ", ") + example.substr(0, 40);
    }
}

std::vector<std::string> Complaints::sentences() const
{
    std::vector<std::string> all;
    for (const auto& [what, count] : counts_) {
        all.push_back(std::to_string(count.number) + " " + what + " (" + count.examples +
                      (count.number > 3 ? " …)" : ")"));
    }
    return all;
}

namespace {

// Gross errors stay for the check against the background; only what no atmosphere can hold is dropped here.
bool possible(const Observation& observation)
{
    const std::string unit = canonicalUnit(observation.variable).value_or("");
    const bool positive = unit == "K" || unit == "Pa";
    return std::isfinite(observation.value) && (!positive || observation.value > 0) &&
           (observation.variable != "wind_speed" || observation.value >= 0);
}

}  // namespace

bool validPosition(double lat, double lon)
{
    return lat >= -90 && lat <= 90 && lon >= -180 && lon <= 360;
}

void ObservationGathering::add(Observation observation)
{
    if (!validPosition(observation.lat, observation.lon)) {
        complaints.add("observations have no possible position and are skipped",
                       observation.id + " at " + std::to_string(observation.lat) + ", " +
                           std::to_string(observation.lon));
        return;
    }
    if (!possible(observation)) {
        complaints.add("values are physically impossible and are skipped",
                       observation.id + " " + observation.variable + " " + std::to_string(observation.value));
        return;
    }
    const auto hash = [](const auto& value) { return std::hash<std::decay_t<decltype(value)>>{}(value); };
    std::uint64_t key = hash(observation.id);
    for (const std::size_t part :
         {hash(observation.time), hash(observation.variable), hash(observation.levelHpa),
          hash(observation.lat), hash(observation.lon)}) {
        key = (key ^ part) * 0x9E3779B97F4A7C15ULL;
        key ^= key >> 29;
    }
    const auto [first, last] = seen_.equal_range(key);
    for (auto it = first; it != last; ++it) {
        const Observation& other = set_.all[it->second];
        if (other.id == observation.id && other.time == observation.time &&
            other.variable == observation.variable && other.levelHpa == observation.levelHpa &&
            other.lat == observation.lat && other.lon == observation.lon) {
            complaints.add(
                "observations come twice for the same station, time and variable; the first is kept",
                observation.id + " " + observation.variable);
            return;
        }
    }
    seen_.emplace(key, set_.all.size());
    set_.all.push_back(std::move(observation));
}

ObservationSet ObservationGathering::finish()
{
    for (const std::string& sentence : complaints.sentences()) {
        set_.notes.push_back(sentence);
    }
    return std::move(set_);
}

}  // namespace core::data
