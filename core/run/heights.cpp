#include "core/run/heights.h"

#include "core/api/error.h"
#include "core/base/units.h"
#include "core/data/observation_heights.h"
#include "core/data/orography.h"
#include "core/run/paths.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

namespace core::run {
namespace {

constexpr double metresPerKm = 1000;
constexpr double farFromAll = 1000;  // m: half of all stations this far off stand on no such ground

/// Of what the entry names, else of the prior's background where that has it.
std::optional<data::Orography> groundOf(const ObservationSpec& spec, const Request& request)
{
    const bool named = !spec.orography.empty();
    const std::string& path = named ? spec.orography : request.prior.background;
    auto ground = path.empty() ? std::nullopt : data::readOrography(resolved(path, request.folder));
    if (named && !ground) {
        throw Error(Cause::badInput,
                    spec.orography + " holds no heights of the ground (surface altitude, or geopotential without levels).",
                    "Name a file that does, or leave observations.orography out.");
    }
    return ground;
}

bool onGround(const data::Observation& o)
{
    return o.levelHpa == 0 && std::isfinite(o.altitude);
}

/// A height of a pressure surface that does not say so looks like ground; stations tell.
bool underStations(const std::vector<data::Observation>& all, const std::vector<double>& heights)
{
    std::vector<double> off;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (onGround(all[i]) && std::isfinite(heights[i])) {
            off.push_back(std::abs(heights[i] - all[i].altitude));
        }
    }
    const auto middle = off.begin() + static_cast<std::ptrdiff_t>(off.size() / 2);
    std::nth_element(off.begin(), middle, off.end());
    return !off.empty() && *middle < farFromAll;
}

}  // namespace

void bringToModel(const ObservationSpec& spec, const Request& request, Simulated& set)
{
    if (spec.file.empty() || std::none_of(set.all.begin(), set.all.end(), onGround)) {
        return;
    }
    const auto ground = groundOf(spec, request);
    if (!ground) {
        return;
    }
    std::vector<double> heights;
    heights.reserve(set.all.size());
    for (const data::Observation& o : set.all) {
        heights.push_back(ground->at(o.lat, o.lon));
    }
    if (spec.orography.empty() && !underStations(set.all, heights)) {
        return;
    }
    const data::HeightRules rules{.lapseRate = spec.lapseRate / metresPerKm,
                                  .limit = base::quantity(spec.heightLimit, "m", "observations.heightLimit")};
    const std::size_t changed = data::bringToModelHeights(set.all, heights, rules);
    if (changed > 0) {
        char rate[32];
        std::snprintf(rate, sizeof rate, "%g", spec.lapseRate);
        set.notes.push_back(std::to_string(changed) + " surface observations are brought to the model's heights: temperature with " +
                            rate + " K/km, pressure hypsometrically; what is further than " + spec.heightLimit +
                            " from the model's ground is rejected.");
    }
}

}  // namespace core::run
