#include "core/data/observation_thinning.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <numbers>
#include <utility>

namespace core::data {
namespace {

constexpr double metresPerDegree = 6371000.0 * std::numbers::pi / 180;
constexpr double correlation = 0.5;  // of errors within a box

using Box = std::array<std::int64_t, 5>;  // variable, hour, level, row, column

/// Rows of boxes from the south pole; as many boxes a row as its circle holds.
struct Boxes {
    double degrees;
    explicit Boxes(double metres) : degrees(metres / metresPerDegree) {}

    [[nodiscard]] int row(double lat) const { return static_cast<int>(std::floor((lat + 90) / degrees)); }
    [[nodiscard]] double width(int row) const
    {
        const double middle = (row + 0.5) * degrees - 90;
        return degrees / std::max(std::cos(std::min(std::abs(middle), 89.0) * std::numbers::pi / 180), 1e-3);
    }
    [[nodiscard]] static double east(double lon) { return lon - 360 * std::floor(lon / 360); }
    [[nodiscard]] Box of(const Observation& o, std::int64_t variable) const
    {
        const int r = row(o.lat);
        const std::int64_t level = o.levelHpa > 0 ? std::lround(10 * std::log(o.levelHpa)) : -1000;
        const std::int64_t hour = o.time >= 0 ? o.time / 3600 : (o.time - 3599) / 3600;
        return {variable, hour, level, r, std::llround(std::floor(east(o.lon) / width(r)))};
    }
    /// squared distance to the middle of its box, in boxes
    [[nodiscard]] double offset(const Observation& o) const
    {
        const int r = row(o.lat);
        const double y = (o.lat + 90) / degrees, x = east(o.lon) / width(r);
        return std::pow(y - std::floor(y) - 0.5, 2) + std::pow(x - std::floor(x) - 0.5, 2);
    }
};

void average(std::vector<Observation>& all, const std::vector<std::size_t>& box, std::size_t kept)
{
    const auto n = static_cast<double>(box.size());
    const Observation middle = all[kept];
    double value = 0, correction = 0, lat = 0, lon = 0, time = 0, error = 0;
    for (const std::size_t i : box) {
        value += (all[i].value - middle.value) / n;
        correction += (all[i].correction - middle.correction) / n;
        lat += (all[i].lat - middle.lat) / n;
        lon += std::remainder(all[i].lon - middle.lon, 360) / n;
        time += static_cast<double>(all[i].time - middle.time) / n;
        error += all[i].error / n;
    }
    Observation& mean = all[kept];
    mean.value += value;
    mean.correction += correction;
    mean.lat += lat;
    mean.lon += lon;
    mean.time += std::llround(time);
    mean.error = error * std::sqrt((1 + correlation * (n - 1)) / n);
}

}  // namespace

std::size_t thin(std::vector<Observation>& observations, double metres, Dense how)
{
    const Boxes boxes(metres);
    std::map<std::string, std::int64_t> variables;
    std::vector<std::pair<Box, std::size_t>> members;  // sorted: those of a box follow each other
    for (std::size_t i = 0; i < observations.size(); ++i) {
        const Observation& o = observations[i];
        if (o.use == Use::used && o.variable != "wind_from_direction") {
            const auto number = variables.try_emplace(o.variable, std::ssize(variables)).first;
            members.emplace_back(boxes.of(o, number->second), i);
        }
    }
    std::sort(members.begin(), members.end());
    std::size_t dropped = 0;
    std::vector<std::size_t> box;
    for (std::size_t first = 0; first < members.size(); first += box.size()) {
        box.clear();
        for (std::size_t k = first; k < members.size() && members[k].first == members[first].first; ++k) {
            box.push_back(members[k].second);
        }
        const std::size_t kept = *std::min_element(box.begin(), box.end(), [&](std::size_t a, std::size_t b) {
            return boxes.offset(observations[a]) < boxes.offset(observations[b]);
        });
        if (how == Dense::averaged) {
            average(observations, box, kept);
        }
        for (const std::size_t i : box) {
            if (i != kept) {
                observations[i].use = Use::rejected;
                observations[i].reason = how == Dense::averaged ? "part of the mean of its box" : "thinned: another stands for its box";
                ++dropped;
            }
        }
    }
    return dropped;
}

}  // namespace core::data
