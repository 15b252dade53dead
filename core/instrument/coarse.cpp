#include "core/instrument/base/places.h"

#include <algorithm>

namespace core::instrument {
namespace {

/// Rows first…last of the grid and their southern and northern edges, half a row beyond.
struct Band {
    double middle, height;
};

Band bandOf(const std::vector<double>& lat, std::size_t first, std::size_t end)
{
    const double half = (lat[0] - lat[1]) / 2;
    const double north = std::min(90.0, lat[first] + half), south = std::max(-90.0, lat[end - 1] - half);
    return {(north + south) / 2, north - south};
}

std::vector<Sited> blocks(const Scene& scene)
{
    const auto &lat = scene.truth.lat, &lon = scene.truth.lon;
    const std::size_t rows = lat.size(), columns = lon.size();
    std::size_t stride = 1;
    const auto pointsAt = [&](std::size_t n) { return ((rows + n - 1) / n) * ((columns + n - 1) / n); };
    while (pointsAt(stride) > static_cast<std::size_t>(scene.spec.count) && stride < columns) {
        ++stride;
    }
    const bool areas = scene.knobs.at("cells") != 0;
    const double spacing = 360.0 / static_cast<double>(columns);
    std::vector<Sited> result;
    for (std::size_t j = 0; j < rows; j += stride) {
        const Band band = bandOf(lat, j, std::min(rows, j + stride));
        for (std::size_t i = 0; i < columns; i += stride) {
            const std::string id = idOf('C', result.size() + 1);
            if (!areas) {
                result.push_back({id, lat[j], lon[i]});
                continue;
            }
            const auto wide = static_cast<double>(std::min(columns, i + stride) - i);
            result.push_back({id,
                              band.middle,
                              lon[i] + (wide - 1) / 2 * spacing,
                              {.cellLat = band.height, .cellLon = wide * spacing}});
        }
    }
    return result;
}

}  // namespace

Entry coarse()
{
    return {
        .about = {.id = "coarse",
                  .label = "Coarse grid",
                  .source = "arXiv:2306.10574, section 4.3",
                  .formula = "y = every n-th grid point, or the mean over n × n of them",
                  .knobs = {{"cells", "What a cell gives", "1", 0, 0, 1, true, {"points", "areas"}}},
                  .note = "All variables and levels; n is the least that leaves at most the number of places "
                          "asked for."},
        .reports = Reports::all,
        .places = &blocks,
    };
}

}  // namespace core::instrument
