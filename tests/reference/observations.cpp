#include "core/earth/loss_weights.h"
#include "core/earth/orbit.h"
#include "core/earth/sphere.h"
#include "core/earth/station_mask.h"
#include "core/observe/slice.h"
#include "tests/reference/compare.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <regex>
#include <set>
#include <vector>

namespace reference {
namespace {

using namespace core;
using at::Tensor;
using nlohmann::json;

constexpr double degreeTolerance = 1e-3;  // float32 angles of many turns
constexpr double boundaryShare = 1e-3;    // cells on the edge of a swath
constexpr double plain = 5e-5;

/// Keys that match a pattern, with their groups.
template <class Use>
void each(File& file, const char* pattern, Use use)
{
    const std::regex wanted(pattern);
    for (const auto& [key, tensor] : file.raw().tensors()) {
        std::smatch match;
        if (std::regex_match(key, match, wanted)) {
            use(key, match);
        }
    }
}

earth::Orbit orbitOf(const json& config)
{
    const earth::Orbit usual;
    return {.altitudeKm = config.value("orbital_altitude", usual.altitudeKm),
            .inclination = config.value("inclination", usual.inclination),
            .phase = config.value("initial_phase", usual.phase)};
}

Tensor tensorOf(const std::vector<std::int64_t>& list)
{
    return at::tensor(at::ArrayRef<std::int64_t>(list), at::kLong);
}

Tensor tensorOf(const std::vector<double>& list)
{
    return at::tensor(at::ArrayRef<double>(list), at::kDouble);
}

void orbits(Report& report, File& file, const json& info)
{
    each(file, R"(orbit\..+\.delay([0-9.]+))", [&](const std::string& key, const std::smatch& match) {
        const Tensor expected = file.get(key).to(at::kDouble);
        const std::int64_t hours = expected.size(0), samples = expected.size(1);
        const earth::Orbit orbit = orbitOf(info.value(key, json::object()));
        std::vector<double> points;
        for (std::int64_t hour = 0; hour < hours; ++hour) {
            const auto begin = std::stod(match[1]) + static_cast<double>(hour);
            for (const earth::Place& at : earth::track(orbit, begin, static_cast<int>(samples))) {
                points.insert(points.end(), {at.lat, at.lon});
            }
        }
        // −180° and 180° are one meridian, and meridians converge: degrees of arc are compared
        Tensor apart = at::remainder(tensorOf(points).view(expected.sizes()) - expected + 180, 360) - 180;
        apart.select(2, 1).mul_((expected.select(2, 0) * (earth::pi / 180)).cos());
        report.compare(file.name() + ":" + key, apart, at::zeros_like(apart), degreeTolerance);
    });
}

void swaths(Report& report, File& file, const json& info)
{
    std::int64_t rows = 721;
    each(file, R"(latitude_weights_([0-9]+))",
         [&](const auto&, const std::smatch& match) { rows = std::stoll(match[1]); });
    const double spacing = 180.0 / static_cast<double>(rows - 1);
    std::vector<double> lat, lon;
    for (std::int64_t i = 0; i < rows; ++i) {
        lat.push_back(90 - spacing * static_cast<double>(i));
    }
    for (std::int64_t i = 0; i < 2 * (rows - 1); ++i) {
        lon.push_back(spacing * static_cast<double>(i));
    }
    each(file, R"(swath\.fov([0-9.]+)\.hour([0-9]+))", [&](const std::string& key, const std::smatch& match) {
        const json config = info.value(key, json::object());
        const auto track = earth::track(orbitOf(config), std::stod(match[2]), config.value("obs_freq", 60));
        const auto cells = earth::visible(track, config.value("fov", std::stod(match[1])), lat, lon);
        const Tensor expected = file.get(key).to(at::kLong).contiguous();
        const auto* first = expected.data_ptr<std::int64_t>();
        std::vector<std::int64_t> differing;
        std::set_symmetric_difference(cells.begin(), cells.end(), first, first + expected.numel(),
                                      std::back_inserter(differing));
        const Tensor share = at::full(
            {1}, static_cast<double>(differing.size()) / static_cast<double>(expected.numel()), at::kDouble);
        report.compare(file.name() + ":" + key, share, at::zeros_like(share), boundaryShare);
    });
}

/// The mask itself is not in the file, but its points are numbered in rising order: the permutation that the engine
/// draws must put the recorded points in the order that their numbers have.
void splits(Report& report, File& file, const json& info)
{
    each(file, R"((stations.*)\.counts)", [&](const std::string& key, const std::smatch& match) {
        const std::string name = match[1];
        const Tensor counts = file.get(key).to(at::kLong);
        const auto used = counts[0].item<std::int64_t>(), heldOut = counts[1].item<std::int64_t>();
        std::vector<std::int64_t> numbers(static_cast<std::size_t>(used + heldOut));
        std::iota(numbers.begin(), numbers.end(), 0);
        const auto seed = info.value(key, json::object()).value("split_seed", std::uint64_t{0});
        const auto split = earth::splitStations(numbers, static_cast<std::size_t>(heldOut), seed);
        report.compare(file.name() + ":" + key,
                       tensorOf(std::vector<double>{static_cast<double>(split.used.size()),
                                                    static_cast<double>(split.heldOut.size())}),
                       counts.to(at::kDouble), 0);
        const Tensor valid = file.get(name + ".valid_head64").to(at::kLong),
                     assim = file.get(name + ".assim_head64").to(at::kLong);
        const Tensor mine = at::cat({tensorOf(split.heldOut).narrow(0, 0, valid.numel()),
                                     tensorOf(split.used).narrow(0, 0, assim.numel())});
        report.compare(file.name() + ":" + name + ".order", at::argsort(mine).to(at::kDouble),
                       at::argsort(at::cat({valid, assim})).to(at::kDouble), 0);
    });
}

/// Points and channels that one instrument sees: the values' places in the state, while they follow that order.
struct Seen {
    std::vector<std::int64_t> points, channels;
};

std::vector<Seen> instrumentsOf(const Tensor& values, const Tensor& state)
{
    const std::int64_t width = state.size(1);
    const Tensor flat = state.reshape({-1});
    std::vector<Seen> result;
    std::int64_t lastPoint = -1, lastChannel = -1;
    std::set<std::int64_t> channels;
    for (std::int64_t i = 0; i < values.numel(); ++i) {
        const std::int64_t at = (flat - values[i]).abs().argmin().item<std::int64_t>(), point = at / width,
                           channel = at % width;
        const bool goesOn = point > lastPoint || (point == lastPoint && channel > lastChannel);
        const bool another = result.empty() || !goesOn ||
                             (result.back().points.size() > 1 && channels.count(channel) == 0);
        if (another) {
            result.emplace_back();
            channels.clear();
        }
        if (another || point != lastPoint) {
            result.back().points.push_back(point);
        }
        if (channels.insert(channel).second) {
            result.back().channels.push_back(channel);
        }
        lastPoint = point;
        lastChannel = channel;
    }
    return result;
}

void masks(Report& report, File& file)
{
    if (!file.has("mask_state.x")) {
        return;
    }
    const Tensor x = file.get("mask_state.x"), state = x[0];
    each(file, R"(mask_state\.y([0-9]+))", [&](const std::string& key, const std::smatch& match) {
        const Tensor y = file.get(key), covariance = file.get("mask_state.cov" + std::string(match[1]));
        std::vector<std::int64_t> index;
        std::vector<Tensor> repeated;
        std::int64_t first = 0;
        for (const Seen& seen : instrumentsOf(y, state)) {
            const auto part = observe::pointMajor(seen.points, seen.channels, state.size(1));
            index.insert(index.end(), part.begin(), part.end());
            // the reference repeats the variances of the points for each channel: trap 7 of its notes
            const auto points = static_cast<std::int64_t>(seen.points.size());
            repeated.push_back(covariance.narrow(0, std::min(first, covariance.numel() - points), points)
                                   .repeat({static_cast<std::int64_t>(seen.channels.size())}));
            first += static_cast<std::int64_t>(part.size());
        }
        const observe::Slice slice(index);
        report.compare(file, key, slice.apply(x.reshape({1, -1}))[0], 0);
        report.compare(file, "mask_state.cov" + std::string(match[1]), at::cat(repeated), 0);
    });
    each(file, R"(variable_mask_[a-z]*([0-9]+)_[a-z]*([0-9]+))",
         [&](const std::string& key, const std::smatch& match) {
             const Tensor expected = file.get(key);
             std::vector<std::int64_t> channels(
                 static_cast<std::size_t>(std::stoll(match[2]) - std::stoll(match[1]) + 1));
             std::iota(channels.begin(), channels.end(), std::stoll(match[1]));
             const observe::Slice slice(observe::pointMajor({0}, channels, expected.numel()));
             const Tensor marked = slice.linearise(at::zeros({1, expected.numel()}, at::kDouble))
                                       .vjp(at::ones({1, slice.size()}, at::kDouble));
             report.compare(file, key, marked[0], 0);
         });
}

void weights(Report& report, File& file)
{
    each(file, R"(latitude_weights_([0-9]+))", [&](const std::string& key, const std::smatch& match) {
        report.compare(file, key, tensorOf(earth::latitudeLossWeights(std::stoi(match[1]))), plain);
    });
    each(file, R"(level_weights_(mean|sum))", [&](const std::string& key, const std::smatch& match) {
        const std::vector<double> levels = {50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000};
        constexpr int surface = 6, upper = 5;
        const auto norm = match[1] == "sum" ? earth::LevelNorm::sum : earth::LevelNorm::mean;
        report.compare(file, key, tensorOf(earth::levelLossWeights(surface, upper, levels, norm)), plain);
    });
}

}  // namespace

void compareObservations(Report& report)
{
    const auto file = report.open("appa/observations.safetensors");
    if (!file) {
        return;
    }
    const auto found = file->raw().metadata().find("info");
    const json info = found == file->raw().metadata().end() ? json::object() : json::parse(found->second);
    orbits(report, *file, info);
    swaths(report, *file, info);
    splits(report, *file, info);
    masks(report, *file);
    weights(report, *file);
    report.close(*file);
}

}  // namespace reference
