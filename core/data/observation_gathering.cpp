#include "core/data/observation_gathering.h"

#include "core/data/cf_names.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <functional>
#include <limits>

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

// Gross errors stay for the run's checks; only what no atmosphere can hold is dropped here.
double lowestOf(const std::string& variable)
{
    const std::string unit = canonicalUnit(variable).value_or("");
    return unit == "K" || unit == "Pa"   ? std::numeric_limits<double>::min()
           : variable == "wind_speed" ? 0
                                      : std::numeric_limits<double>::lowest();
}

std::size_t keyOf(const Observation& o)
{
    const auto hash = [](const auto& value) { return std::hash<std::decay_t<decltype(value)>>{}(value); };
    std::uint64_t key = hash(o.id);
    for (const std::size_t part :
         {hash(o.time), hash(o.variable), hash(o.levelHpa), hash(o.lat), hash(o.lon)}) {
        key = (key ^ part) * 0x9E3779B97F4A7C15ULL;
        key ^= key >> 29;
    }
    return key;
}

bool same(const Observation& a, const Observation& b)
{
    return a.time == b.time && a.levelHpa == b.levelHpa && a.lat == b.lat && a.lon == b.lon && a.id == b.id &&
           a.variable == b.variable;
}

}  // namespace

std::string placeName(double lat, double lon)
{
    if (!validPosition(lat, lon)) {
        return std::to_string(lat) + "," + std::to_string(lon);
    }
    std::array<char, 32> text{};
    char* at = std::to_chars(text.data(), text.data() + 16, lat, std::chars_format::fixed, 3).ptr;
    *at++ = ',';
    at = std::to_chars(at, text.data() + text.size(), lon, std::chars_format::fixed, 3).ptr;
    return {text.data(), at};
}

std::size_t knownIn(const std::vector<double>& values)
{
    return static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [](double v) { return std::isfinite(v); }));
}

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
    if (observation.variable != variable_) {  // they come in runs
        variable_ = observation.variable;
        lowest_ = lowestOf(variable_);
    }
    if (!std::isfinite(observation.value) || observation.value < lowest_) {
        complaints.add("values are physically impossible and are skipped",
                       observation.id + " " + observation.variable + " " + std::to_string(observation.value));
        return;
    }
    if (2 * (set_.all.size() + 1) > slots_.size()) {
        rehash(std::max<std::size_t>(1024, 2 * slots_.size()));
    }
    std::size_t slot = keyOf(observation) & (slots_.size() - 1);
    for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
        if (same(set_.all[slots_[slot] - 1], observation)) {
            complaints.add(
                "observations come twice for the same station, time and variable; the first is kept",
                observation.id + " " + observation.variable);
            return;
        }
    }
    set_.all.push_back(std::move(observation));
    slots_[slot] = static_cast<std::uint32_t>(set_.all.size());
}

void ObservationGathering::reserve(std::size_t more)
{
    const std::size_t all = set_.all.size() + more;
    set_.all.reserve(all);
    const std::size_t slots = std::bit_ceil(2 * std::min<std::size_t>(all, 1 << 20) + 1024);
    if (slots > slots_.size()) {
        rehash(slots);
    }
}

void ObservationGathering::rehash(std::size_t slots)
{
    slots_.assign(slots, 0);
    for (std::size_t i = 0; i < set_.all.size(); ++i) {
        std::size_t slot = keyOf(set_.all[i]) & (slots - 1);
        while (slots_[slot] != 0) {
            slot = (slot + 1) & (slots - 1);
        }
        slots_[slot] = static_cast<std::uint32_t>(i + 1);
    }
}

ObservationSet ObservationGathering::finish()
{
    for (const std::string& sentence : complaints.sentences()) {
        set_.notes.push_back(sentence);
    }
    return std::move(set_);
}

}  // namespace core::data
