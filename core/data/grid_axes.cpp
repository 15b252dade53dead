#include "core/data/grid_axes.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/cf_names.h"
#include "core/data/cf_values.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

namespace core::data {
namespace {

constexpr double same = 1e-3;  // degrees: float32 coordinates agree to this

void sortLatitudes(GridAxes& axes, const std::vector<double>& raw, const std::string& path)
{
    axes.latIndex.resize(raw.size());
    std::iota(axes.latIndex.begin(), axes.latIndex.end(), std::size_t{0});
    std::sort(axes.latIndex.begin(), axes.latIndex.end(),
              [&](std::size_t a, std::size_t b) { return raw[a] > raw[b]; });
    for (const std::size_t i : axes.latIndex) {
        if (!axes.lat.empty() && axes.lat.back() - raw[i] < 1e-9) {
            throw Error(Cause::badFile, path + " repeats a latitude");
        }
        axes.lat.push_back(std::clamp(raw[i], -90.0, 90.0));
    }
}

// Longitudes modulo 360, starting after the widest gap (regional grids) or where the file's own range starts.
void sortLongitudes(GridAxes& axes, const std::vector<double>& raw, const std::string& path)
{
    const auto [low, high] = std::minmax_element(raw.begin(), raw.end());
    const bool within = *low >= -180 && *high < 360 && *high - *low < 360 - same;
    double first = within ? *low : *low - 360 * std::floor(*low / 360);
    first = first >= 360 - same ? 0 : first;
    std::vector<std::pair<double, std::size_t>> sorted;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        double x = raw[i] - first;
        x -= 360 * std::floor(x / 360);
        sorted.emplace_back(x > 360 - same ? 0 : x, i);
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first - same; });
    for (const auto& [x, i] : sorted) {
        if (!axes.lon.empty() && x - (axes.lon.back() - first) < 1e-9) {
            if (axes.cyclicColumn || std::abs(*high - *low - 360) > same) {
                throw Error(Cause::badFile, path + " repeats a longitude");
            }
            axes.cyclicColumn = true;
            continue;
        }
        axes.lon.push_back(first + x);
        axes.lonIndex.push_back(i);
    }
}

// A regional grid across the start of the sorted range (350…10) goes on beyond 360 instead of being torn apart.
void closeGap(GridAxes& axes)
{
    const std::size_t n = axes.lon.size();
    std::size_t widest = n - 1;
    double gap = axes.lon[0] + 360 - axes.lon[n - 1];
    for (std::size_t i = 0; i + 1 < n; ++i) {
        if (axes.lon[i + 1] - axes.lon[i] > gap + same) {
            gap = axes.lon[i + 1] - axes.lon[i];
            widest = i;
        }
    }
    if (widest == n - 1 || gap < 30) {
        return;
    }
    const auto k = static_cast<std::ptrdiff_t>(widest + 1);
    for (std::size_t i = 0; i < widest + 1; ++i) {
        axes.lon[i] += 360;
    }
    std::rotate(axes.lon.begin(), axes.lon.begin() + k, axes.lon.end());
    std::rotate(axes.lonIndex.begin(), axes.lonIndex.begin() + k, axes.lonIndex.end());
    if (axes.lon.front() >= 180) {
        for (double& lon : axes.lon) {
            lon -= 360;
        }
    }
}

void judgeExtent(GridAxes& axes)
{
    const std::size_t nx = axes.lon.size(), ny = axes.lat.size();
    if (nx < 4 || ny < 4) {
        axes.global = axes.regular = nx > 1 && ny > 1;
        axes.global = false;
        axes.whyNotGlobal = "has only " + std::to_string(ny) + " × " + std::to_string(nx) + " points";
        return;
    }
    const double step = (axes.lon.back() - axes.lon.front()) / static_cast<double>(nx - 1);
    for (std::size_t i = 0; i + 1 < nx; ++i) {
        axes.regular = axes.regular && std::abs(axes.lon[i + 1] - axes.lon[i] - step) < 0.02 * step + 1e-4;
    }
    const double southStep = axes.lat[ny - 2] - axes.lat[ny - 1];
    const double northStep = axes.lat[0] - axes.lat[1];
    const bool around = std::abs(step * static_cast<double>(nx) - 360) < 0.5 * step;
    const bool poles = axes.lat[0] + 1.1 * northStep >= 90 && axes.lat[ny - 1] - 1.1 * southStep <= -90;
    axes.global = around && poles;
    if (!axes.global) {
        char text[160];
        std::snprintf(text, sizeof text,
                      "covers only %.4g to %.4g degrees north and %.4g to %.4g degrees east",
                      axes.lat[ny - 1], axes.lat[0], axes.lon.front(), axes.lon.back());
        axes.whyNotGlobal = text;
    } else if (!axes.regular) {
        axes.whyNotGlobal = "has unevenly spaced longitudes";
    }
}

}  // namespace

bool GridAxes::sameAs(const GridAxes& other) const
{
    const auto close = [](double a, double b) { return std::abs(a - b) < same; };
    return std::equal(lat.begin(), lat.end(), other.lat.begin(), other.lat.end(), close) &&
           std::equal(lon.begin(), lon.end(), other.lon.begin(), other.lon.end(), close);
}

GridAxes gridAxesOf(const Dataset& file, const Placement& placement)
{
    GridAxes axes;
    const auto& lat = *placement.legs[static_cast<std::size_t>(placement.dimensionOf(Axis::lat))].coordinate;
    const auto& lon = *placement.legs[static_cast<std::size_t>(placement.dimensionOf(Axis::lon))].coordinate;
    const auto rawLat = degreesOf(file, lat, Axis::lat);
    const auto rawLon = degreesOf(file, lon, Axis::lon);
    if (rawLat.empty() || rawLon.empty()) {
        throw Error(Cause::badFile, file.path() + " has an empty latitude or longitude dimension");
    }
    sortLatitudes(axes, rawLat, file.path());
    sortLongitudes(axes, rawLon, file.path());
    closeGap(axes);
    judgeExtent(axes);
    return axes;
}

const Variable* timeOf(const Placement& placement)
{
    const int dimension = placement.dimensionOf(Axis::time);
    return dimension >= 0 ? placement.legs[static_cast<std::size_t>(dimension)].coordinate
                          : placement.scalarTime;
}

namespace {

// 1…12 in "month": January to December of a climate.
bool monthsOfAYear(const std::string& units, const std::vector<double>& values)
{
    const std::string unit = lowerCase(units);
    return (unit == "month" || unit == "months") &&
           std::all_of(values.begin(), values.end(), [](double v) { return v >= 1 && v <= 12; });
}

}  // namespace

TimeAxis timeAxisOf(const Dataset& file, const Variable* coordinate)
{
    if (coordinate == nullptr) {
        return {.seconds = {0}, .iso = {""}, .known = false};
    }
    const std::vector<double> values = readAll(file, *coordinate);
    TimeAxis axis{.calendar = lowerCase(file.text(*coordinate, "calendar"))};
    const std::string units = file.text(*coordinate, "units");
    std::unique_ptr<base::CfTime> cf;
    try {
        const bool months = monthsOfAYear(units, values);
        cf = std::make_unique<base::CfTime>(months ? "months since 1969-12-01" : units, axis.calendar);
        if (months) {
            axis.trouble = "months of no year are taken as those of 1970";
        } else if (lowerCase(units).starts_with("month") || lowerCase(units).starts_with("year")) {
            axis.trouble = "\"" + units + "\" has no fixed length: whole months are counted by the calendar";
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            axis.seconds.push_back(cf->seconds(values[i]));
            axis.iso.push_back(cf->iso(values[i]));
            // 29 and 30 February of a 360-day year are the same real day, yet two states
            if (i > 0 && values[i] > values[i - 1] && axis.seconds[i] == axis.seconds[i - 1]) {
                ++axis.seconds[i];
            }
        }
    } catch (const Error& error) {
        axis.trouble = error.what();
        axis.known = false;
        axis.seconds.clear();
        for (std::size_t i = 0; i < values.size(); ++i) {
            axis.seconds.push_back(static_cast<std::int64_t>(i) * 21600);
        }
        axis.iso.assign(values.size(), "");
    }
    axis.calendar = axis.calendar.empty() ? "standard" : axis.calendar;
    for (std::size_t i = 1; i < values.size() && axis.trouble.empty(); ++i) {
        if (values[i] <= values[i - 1]) {
            axis.trouble = values[i] == values[i - 1] ? "times are repeated" : "times go backwards";
        }
    }
    return axis;
}

namespace {

// Where the file's rows (or columns) go in the output; −1 for those left out.
std::vector<std::ptrdiff_t> targets(const std::vector<std::size_t>& index, std::size_t size,
                                    std::size_t stride)
{
    std::vector<std::ptrdiff_t> to(size, -1);
    for (std::size_t k = 0; k < index.size(); k += stride) {
        to[index[k]] = static_cast<std::ptrdiff_t>(k / stride);
    }
    return to;
}

}  // namespace

void Slab::read(const std::vector<std::size_t>& at, std::vector<double>& out) const
{
    constexpr std::size_t blockValues = std::size_t{1} << 22, largestChunk = std::size_t{1} << 25;
    const auto y = static_cast<std::size_t>(placement.dimensionOf(Axis::lat));
    const auto x = static_cast<std::size_t>(placement.dimensionOf(Axis::lon));
    const std::size_t outer = std::min(x, y), inner = std::max(x, y);
    const std::size_t rows = variable.dimensions[outer].size, width = variable.dimensions[inner].size;
    const auto latTo = targets(axes.latIndex, variable.dimensions[y].size, latStride);
    const auto lonTo = targets(axes.lonIndex, variable.dimensions[x].size, lonStride);
    const std::size_t columns = (axes.lon.size() + lonStride - 1) / lonStride;
    out.assign((axes.lat.size() + latStride - 1) / latStride * columns, std::nan(""));
    std::vector<std::size_t> start = at, count(at.size(), 1);
    start[inner] = 0;
    count[inner] = width;
    const auto chunk = file.chunks(variable);
    const bool wholeChunks = !chunk.empty() && chunk[outer] * width <= largestChunk;
    const std::size_t step = std::max({blockValues / width, wholeChunks ? chunk[outer] : 1, std::size_t{1}});
    const Packing packing = packingOf(file, variable);
    std::vector<double> raw;
    for (std::size_t row = 0; row < rows; row += step) {
        start[outer] = row;
        count[outer] = std::min(step, rows - row);
        raw.resize(count[outer] * width);
        file.read(variable, start, count, raw.data());
        packing.apply(raw.data(), raw.size());
        for (std::size_t r = 0; r < count[outer]; ++r) {
            for (std::size_t c = 0; c < width; ++c) {
                const std::ptrdiff_t i = y < x ? latTo[row + r] : latTo[c];
                const std::ptrdiff_t j = y < x ? lonTo[c] : lonTo[row + r];
                if (i >= 0 && j >= 0) {
                    out[static_cast<std::size_t>(i) * columns + static_cast<std::size_t>(j)] =
                        raw[r * width + c];
                }
            }
        }
    }
}

}  // namespace core::data
