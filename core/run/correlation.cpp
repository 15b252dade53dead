#include "core/run/correlation.h"

#include "core/api/error.h"
#include "core/base/units.h"
#include "core/earth/sphere.h"

#include <cmath>
#include <map>
#include <string>
#include <tuple>

namespace core::run {
namespace {

constexpr double together = 0.999;          // two reports of one place are never each other's copy
constexpr std::size_t largestBlock = 5000;  // 0.2 GB a matrix

/// CorrelationSpec in metres.
struct Scales {
    double length = 0, levels = 0;  ///< 0: not between places, not between levels
};

/// Observations with one key have correlated errors.
using Key = std::tuple<int, std::string, int, double, std::string>;  // source, variable, state, level, place

std::string pathOf(int source)
{
    return "observations." + std::to_string(source) + ".correlation";
}

std::map<int, Scales> scalesOf(const Request& request)
{
    std::map<int, Scales> result;
    for (std::size_t i = 0; i < request.observations.size(); ++i) {
        if (const auto& given = request.observations[i].correlation) {
            const auto source = static_cast<int>(i);
            const double length = given->length.empty()
                                      ? 0
                                      : base::quantity(given->length, "m", pathOf(source) + ".length");
            result[source] = {length, given->levels};
        }
    }
    return result;
}

Key keyOf(const Correlated& one, const Scales& scales)
{
    const data::Observation& o = *one.observation;
    // the surface has no ln p; it is a level of its own
    const bool acrossLevels = scales.levels > 0 && o.levelHpa > 0;
    const std::string place = o.id + "@" + std::to_string(o.lat) + "," + std::to_string(o.lon);
    return {o.source, o.variable, one.time, acrossLevels ? -1 : o.levelHpa, scales.length > 0 ? "" : place};
}

double correlation(const data::Observation& a, const data::Observation& b, const Scales& scales)
{
    double distance = 0;
    if (scales.length > 0) {
        distance += std::acos(earth::cosAngle(a.lat, a.lon, b.lat, b.lon)) * earth::radiusMetres /
                    scales.length;
    }
    if (scales.levels > 0 && a.levelHpa > 0 && b.levelHpa > 0) {
        distance += std::abs(std::log(a.levelHpa / b.levelHpa)) / scales.levels;
    }
    return together * std::exp(-distance);
}

at::Tensor matrixOf(const std::vector<const data::Observation*>& block, const Scales& scales)
{
    const auto n = static_cast<std::int64_t>(block.size());
    at::Tensor out = at::eye(n, at::kDouble);
    double* values = out.data_ptr<double>();
    for (std::size_t i = 0; i < block.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const double c = correlation(*block[i], *block[j], scales);
            values[i * block.size() + j] = values[j * block.size() + i] = c;
        }
    }
    return out;
}

}  // namespace

std::vector<observe::ErrorBlock> errorBlocks(const Request& request, const std::vector<Correlated>& all)
{
    const auto scales = scalesOf(request);
    std::map<Key, std::vector<std::int64_t>> groups;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (const auto own = scales.find(all[i].observation->source); own != scales.end()) {
            groups[keyOf(all[i], own->second)].push_back(static_cast<std::int64_t>(i));
        }
    }
    std::vector<observe::ErrorBlock> blocks;
    for (const auto& [key, rows] : groups) {
        const int source = std::get<0>(key);
        if (rows.size() > largestBlock) {
            throw Error(Cause::badInput,
                        pathOf(source) + " joins " + std::to_string(rows.size()) +
                            " observations; more than " + std::to_string(largestBlock) +
                            " cannot be factored.",
                        "Use fewer observations, or leave the correlation out.");
        }
        if (rows.size() < 2) {
            continue;
        }
        std::vector<const data::Observation*> block;
        for (const std::int64_t row : rows) {
            block.push_back(all[static_cast<std::size_t>(row)].observation);
        }
        blocks.push_back({rows, matrixOf(block, scales.at(source))});
    }
    return blocks;
}

}  // namespace core::run
