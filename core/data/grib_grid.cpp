#include "core/data/grib_grid.h"

#include "core/api/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace core::data {
namespace {

constexpr std::size_t mostPoints = std::size_t{1} << 25;  // 0.04 degrees around the globe
constexpr double near = 1e-2;                             // degrees, edition 1 has three decimals

// Evenly from first to last.
std::vector<double> evenly(double first, double last, std::size_t count)
{
    std::vector<double> out(count, first);
    for (std::size_t i = 1; i < count; ++i) {
        out[i] = first + (last - first) * static_cast<double>(i) / static_cast<double>(count - 1);
    }
    return out;
}

std::vector<double> longitudes(double first, double last, std::size_t count, bool westward)
{
    const double n = static_cast<double>(count);
    const double sign = westward ? -1 : 1;
    double width = sign * (last - first);
    width += width < 0 ? 360 : 0;
    // around the globe what edition 1 rounds is known exactly
    const bool around = count > 1 && std::abs(width * n / (n - 1) - 360) < near;
    return evenly(first, first + sign * (around ? 360 * (n - 1) / n : width), count);
}

// The rows of a Gaussian grid from the first one's latitude on.
std::vector<double> gaussian(long n, double first, std::size_t count, bool northward)
{
    std::vector<double> all = gaussianRows(n);
    if (northward) {
        std::reverse(all.begin(), all.end());
    }
    const auto begin = std::find_if(all.begin(), all.end(),
                                    [&](double lat) { return std::abs(lat - first) < near; });
    if (static_cast<std::size_t>(all.end() - begin) < count) {
        return {};
    }
    return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

void setReduced(GribGrid& grid, const GribHandle& message)
{
    const std::vector<long> rows = message.wholes("pl", mostPoints);
    const bool sound = !rows.empty() && std::all_of(rows.begin(), rows.end(), [](long n) { return n > 0; });
    const std::size_t sum = sound ? std::accumulate(rows.begin(), rows.end(), std::size_t{0},
                                                    [](std::size_t total, long n) {
                                                        return total + static_cast<std::size_t>(n);
                                                    })
                                  : 0;
    const double first = message.number("latitudeOfFirstGridPointInDegrees").value_or(90);
    const double last = message.number("latitudeOfLastGridPointInDegrees").value_or(-90);
    const bool northward = message.whole("jScansPositively").value_or(0) != 0;
    grid.lat = grid.kind == "reduced_gg"
                   ? gaussian(message.whole("N").value_or(0), first, rows.size(), northward)
                   : evenly(first, last, rows.size());
    if (!sound || sum != grid.points || grid.lat.empty()) {
        grid.trouble = "lies on a part of a reduced grid, and only whole ones are read";
        return;
    }
    grid.rows.assign(rows.begin(), rows.end());
    const std::size_t columns = *std::max_element(grid.rows.begin(), grid.rows.end());
    const double start = message.number("longitudeOfFirstGridPointInDegrees").value_or(0);
    grid.lon = evenly(start, start + 360 * (1 - 1 / static_cast<double>(columns)), columns);
    if (columns * grid.lat.size() > mostPoints) {
        grid.trouble = "has more points than are read";
    }
}

void setFull(GribGrid& grid, const GribHandle& message)
{
    const long columns = message.whole("Ni").value_or(0), rows = message.whole("Nj").value_or(0);
    if (columns < 1 || rows < 1 || static_cast<std::size_t>(columns) > mostPoints ||
        static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns) != grid.points) {
        grid.trouble = "is damaged: its grid does not fit its number of points";
        return;
    }
    const auto ny = static_cast<std::size_t>(rows), nx = static_cast<std::size_t>(columns);
    const double north = message.number("latitudeOfFirstGridPointInDegrees").value_or(0);
    const double south = message.number("latitudeOfLastGridPointInDegrees").value_or(0);
    grid.lat = grid.kind == "regular_gg" ? gaussian(message.whole("N").value_or(0), north, ny, north < south)
                                         : evenly(north, south, ny);
    grid.lon = longitudes(message.number("longitudeOfFirstGridPointInDegrees").value_or(0),
                          message.number("longitudeOfLastGridPointInDegrees").value_or(0), nx,
                          message.whole("iScansNegatively").value_or(0) != 0);
    grid.columnsFirst = message.whole("jPointsAreConsecutive").value_or(0) != 0;
    grid.everyOtherRowBack = message.whole("alternativeRowScanning").value_or(0) != 0;
    if (grid.lat.empty()) {
        grid.trouble = "is damaged: its latitudes are those of no Gaussian grid";
    }
}

// The value at a place between two points of a row around the globe.
double between(const double* row, std::size_t count, double at)
{
    const auto left = static_cast<std::size_t>(at) % count;
    const double part = at - std::floor(at);
    const double a = row[left], b = row[(left + 1) % count];
    if (part == 0 || std::isnan(a) || std::isnan(b)) {
        return part < 0.5 ? a : b;
    }
    return a + (b - a) * part;
}

}  // namespace

std::vector<double> GribGrid::laid(const std::vector<double>& values) const
{
    const std::size_t ny = lat.size(), nx = lon.size();
    std::vector<double> out(ny * nx);
    const double* row = values.data();
    for (std::size_t r = 0; r < ny; ++r) {
        for (std::size_t c = 0; c < nx; ++c) {
            if (!rows.empty()) {
                const double at = static_cast<double>(c) * static_cast<double>(rows[r]) /
                                  static_cast<double>(nx);
                out[r * nx + c] = between(row, rows[r], at);
            } else if (columnsFirst) {
                const bool back = everyOtherRowBack && c % 2 == 1;
                out[r * nx + c] = values[c * ny + (back ? ny - 1 - r : r)];
            } else {
                const bool back = everyOtherRowBack && r % 2 == 1;
                out[r * nx + c] = values[r * nx + (back ? nx - 1 - c : c)];
            }
        }
        row += rows.empty() ? 0 : rows[r];
    }
    return out;
}

GribGrid gribGrid(const GribHandle& message)
{
    GribGrid grid{.kind = message.text("gridType")};
    const long points =
        message.whole("numberOfDataPoints").value_or(message.whole("numberOfPoints").value_or(0));
    if (points < 1 || static_cast<std::size_t>(points) > mostPoints) {
        throw Error(Cause::badFile,
                    message.name() + " cannot be used: " + message.text("shortName") + " has " +
                        std::to_string(points) + " points, and from 1 to " + std::to_string(mostPoints) +
                        " are read.",
                    "Choose a coarser file.");
    }
    grid.points = static_cast<std::size_t>(points);
    if (grid.kind == "reduced_gg" || grid.kind == "reduced_ll") {
        setReduced(grid, message);
    } else if (grid.kind == "regular_ll" || grid.kind == "regular_gg") {
        setFull(grid, message);
    } else if (grid.kind == "sh") {
        grid.trouble = "holds coefficients of spherical harmonics, not values on a grid";
    } else {
        grid.trouble = "lies on a grid of the kind " + (grid.kind.empty() ? "unknown" : grid.kind) +
                       ", not on latitude and longitude";
    }
    return grid;
}

}  // namespace core::data
