#include "core/data/orography.h"

#include "core/api/error.h"
#include "core/base/units.h"
#include "core/data/cf_names.h"
#include "core/data/grid_axes.h"
#include "core/data/grid_files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace core::data {
namespace {

constexpr double gravity = 9.80665;  // m s-2, as ECMWF defines geopotential height
constexpr double still = 1;          // m: packing may move the ground by less
constexpr std::size_t mostPoints = std::size_t{1} << 26;

/// How a variable's values become metres; nothing where it is not about the ground.
std::optional<base::UnitMap> metresOf(const Dataset& file, const Variable& variable)
{
    static constexpr std::array altitudes = {"surface_altitude", "orog", "orography", "topography", "topo", "hsurf",
                                             "elevation", "zs", "phis"};
    const std::string standard = file.text(variable, "standard_name"), units = file.text(variable, "units");
    const std::string name = standard.empty() || standard == "unknown" ? lowerCase(variable.name) : standard;
    const bool ground = std::find(altitudes.begin(), altitudes.end(), name) != altitudes.end() ||
                        cfName(standard, variable.name, units).standardName == "geopotential_height";
    if (auto map = ground ? base::unitMap(units, "m") : std::nullopt) {
        return map;
    }
    const auto map = ground ? base::unitMap(units, "m2 s-2") : std::nullopt;
    return map ? std::optional(base::UnitMap{map->scale / gravity, map->offset / gravity}) : std::nullopt;
}

/// Without levels, members or whatever else would make several grounds; times are allowed.
bool oneGround(const Variable& variable, const Placement& placement)
{
    if (!placement.onLatLon() || placement.scalarLevel != nullptr) {
        return false;
    }
    for (std::size_t d = 0; d < placement.legs.size(); ++d) {
        const Axis axis = placement.legs[d].axis;
        const bool pressure = axis == Axis::level;
        const bool many = axis == Axis::height || axis == Axis::hybrid || axis == Axis::none;
        if (pressure || (many && variable.dimensions[d].size > 1) || variable.dimensions[d].size == 0) {
            return false;
        }
    }
    return true;
}

/// At the first time, unless the last one says that this is no ground.
std::optional<Orography> groundOf(const Dataset& file, const Variable& variable, const base::UnitMap& metres)
{
    const Placement placement = placementOf(file, variable);
    if (!oneGround(variable, placement)) {
        return std::nullopt;
    }
    const GridAxes axes = gridAxesOf(file, placement);
    if (product(axes.lat.size(), axes.lon.size()) > mostPoints) {
        throw Error(Cause::badFile, file.path() + " has a ground of more points than fit in memory",
                    "Name a coarser orography.");
    }
    const Slab slab{file, variable, placement, axes};
    Orography ground{.lat = axes.lat, .lon = axes.lon, .global = axes.global};
    std::vector<std::size_t> at(variable.dimensions.size(), 0);
    slab.read(at, ground.metres);
    std::vector<double> last;
    const int time = placement.dimensionOf(Axis::time);
    if (time >= 0 && variable.dimensions[static_cast<std::size_t>(time)].size > 1) {
        at[static_cast<std::size_t>(time)] = variable.dimensions[static_cast<std::size_t>(time)].size - 1;
        slab.read(at, last);
    }
    for (std::size_t i = 0; i < ground.metres.size(); ++i) {
        ground.metres[i] = metres(ground.metres[i]);
        if (!last.empty() && std::abs(metres(last[i]) - ground.metres[i]) > still) {
            return std::nullopt;
        }
    }
    return ground;
}

/// Cell of an increasing axis, and how far in it x lies; past the end where x is outside.
struct Cell {
    std::size_t first = 0, next = 0;
    double share = std::numeric_limits<double>::quiet_NaN();
};

template <class At>
Cell cellOf(std::size_t size, double x, At axis)
{
    std::size_t low = 0, high = size - 1;
    if (!(x >= axis(low) && x <= axis(high))) {
        return {};
    }
    while (high - low > 1) {
        const std::size_t middle = (low + high) / 2;
        (axis(middle) <= x ? low : high) = middle;
    }
    return {low, high, high == low ? 0 : (x - axis(low)) / (axis(high) - axis(low))};
}

}  // namespace

double Orography::at(double north, double east) const
{
    const double inside = global ? std::clamp(north, lat.back(), lat.front()) : north;
    const Cell row = cellOf(lat.size(), -inside, [&](std::size_t i) { return -lat[i]; });
    const double x = (east - lon.front()) - 360 * std::floor((east - lon.front()) / 360);
    Cell column = cellOf(lon.size(), x, [&](std::size_t i) { return lon[i] - lon.front(); });
    const double last = lon.back() - lon.front();
    if (global && x > last) {
        column = {lon.size() - 1, 0, (x - last) / (360 - last)};
    }
    const auto along = [&](std::size_t r) {
        const double* values = metres.data() + r * lon.size();
        return (1 - column.share) * values[column.first] + column.share * values[column.next];
    };
    return (1 - row.share) * along(row.first) + row.share * along(row.next);
}

std::optional<Orography> readOrography(const std::string& path)
{
    for (const std::string& one : gridFilesOf({path})) {
        const auto file = openDataset(one);
        for (const Variable& variable : file->variables()) {
            const auto metres = variable.numeric() && variable.dimensions.size() >= 2 &&
                                        file->unreadable(variable).empty()
                                    ? metresOf(*file, variable)
                                    : std::nullopt;
            if (auto ground = metres ? groundOf(*file, variable, *metres) : std::nullopt) {
                return ground;
            }
        }
    }
    return std::nullopt;
}

}  // namespace core::data
