#include "core/run/heights.h"

#include "core/api/error.h"
#include "core/base/units.h"
#include "core/data/gridded.h"
#include "core/data/observation_heights.h"
#include "core/run/paths.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>
#include <utility>

namespace core::run {
namespace {

constexpr double metresPerKm = 1000;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Heights of the ground: a surface field of geopotential or altitude.
std::optional<data::Gridded> groundOf(const std::string& path)
{
    for (const char* name : {"surface_altitude", "geopotential_height", "geopotential"}) {
        try {
            data::Gridded grid = data::readGridded({path}, {.variables = {name}, .levelsHpa = {0}});
            if (!grid.channels.empty() && !grid.values.empty()) {
                return grid;
            }
        } catch (const Error&) {  // the next name may be there
        }
    }
    return std::nullopt;
}

/// Weight and index of the cell of a sorted axis that holds x; nothing outside.
std::optional<std::pair<std::size_t, double>> cellOf(const std::vector<double>& axis, double x)
{
    for (std::size_t i = 0; i + 1 < axis.size(); ++i) {
        const double w = (x - axis[i]) / (axis[i + 1] - axis[i]);
        if (w >= 0 && w <= 1) {
            return std::pair{i, w};
        }
    }
    return std::nullopt;
}

/// Bilinear, global or not; NaN outside the grid.
double heightAt(const data::Gridded& ground, double lat, double lon)
{
    const auto row = cellOf(ground.lat, lat);
    std::optional<std::pair<std::size_t, double>> column;
    for (const double turn : {0.0, 360.0, -360.0}) {
        column = column ? column : cellOf(ground.lon, lon + turn);
    }
    const std::size_t columns = ground.lon.size();
    std::size_t next = column ? column->first + 1 : 0;
    if (!column && columns > 1) {  // between the last and the first longitude of a globe
        const double step = 360 - (ground.lon.back() - ground.lon.front()), past = lon - ground.lon.back();
        const double beyond = past - 360 * std::floor(past / 360);
        if (step > 0 && step < 1.5 * (ground.lon[1] - ground.lon[0]) && beyond <= step) {
            column = std::pair{columns - 1, beyond / step};
        }
    }
    if (!row || !column) {
        return nan;
    }
    const auto value = [&](std::size_t r, std::size_t c) { return double{ground.values[r * columns + c]}; };
    const auto along = [&](std::size_t r) {
        return (1 - column->second) * value(r, column->first) + column->second * value(r, next);
    };
    return (1 - row->second) * along(row->first) + row->second * along(row->first + 1);
}

}  // namespace

void bringToModel(const ObservationSpec& spec, const Request& request, Simulated& set)
{
    const bool named = !spec.orography.empty();
    const std::string& path = named ? spec.orography : request.prior.background;
    const bool any = std::any_of(set.all.begin(), set.all.end(), [](const data::Observation& o) {
        return o.levelHpa == 0 && std::isfinite(o.altitude);
    });
    if (spec.file.empty() || path.empty() || !any) {
        return;
    }
    const auto ground = groundOf(resolved(path, request.folder));
    if (!ground && named) {
        throw Error(Cause::badInput, spec.orography + " holds no heights of the ground (geopotential or surface_altitude without levels).",
                    "Name a file that does, or leave observations.orography out.");
    }
    if (!ground) {
        return;
    }
    std::vector<double> heights;
    for (const data::Observation& o : set.all) {
        heights.push_back(heightAt(*ground, o.lat, o.lon));
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
