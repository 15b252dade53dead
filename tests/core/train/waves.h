#pragma once

#include "core/data/series_stream.h"

#include <cmath>
#include <string>

namespace tests {

constexpr int rows = 8, columns = 16, length = 640;

/// Waves whose speed depends on how strong they are, so that no Gaussian climate is right about them.
inline void writeWaves(const std::string& path, int wide)
{
    using namespace core;
    data::Gridded grid{.channels = {{"air_temperature", "Temperature", "K", 500}, {"eastward_wind", "Wind", "m s-1", 500}}};
    for (int i = 0; i < rows; ++i) {
        grid.lat.push_back(90 - (i + 0.5) * 180 / rows);
    }
    for (int j = 0; j < wide; ++j) {
        grid.lon.push_back(360.0 * j / wide);
    }
    for (int t = 0; t < length; ++t) {
        grid.times.push_back(t * 21600);
    }
    data::SeriesStream stream(path, {.grid = grid}, data::SeriesStream::Opening::anew);
    std::vector<float> values(static_cast<std::size_t>(2 * rows * wide));
    double phase = 0;
    for (int t = 0; t < length; ++t) {
        const double strength = 1 + 0.8 * std::sin(0.37 * t) * std::sin(0.011 * t);
        phase += 0.3 * strength;
        for (int k = 0; k < 2 * rows * wide; ++k) {
            const double lat = grid.lat[static_cast<std::size_t>(k / wide % rows)], lambda = 2 * M_PI * (k % wide) / wide;
            values[static_cast<std::size_t>(k)] = static_cast<float>(
                strength * std::cos(lat * M_PI / 180) * std::sin((k < rows * wide ? 2 : 3) * lambda - phase) + 0.1 * std::sin(12.9898 * k + 78.233 * t));
        }
        stream.put(static_cast<std::size_t>(t), values.data());
    }
    stream.finish();
}

}  // namespace tests
