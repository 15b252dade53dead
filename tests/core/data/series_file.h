#pragma once

#include "tests/core/data/grid_file.h"

namespace tests {

inline std::vector<double> range(double first, double step, int count)
{
    std::vector<double> values;
    for (int i = 0; i < count; ++i) {
        values.push_back(first + step * i);
    }
    return values;
}

/// A file of temperatures from `hour` on, in even steps, that differ in place, level and time.
inline GridFile fileOf(double hour, int states, double step = 6)
{
    const auto value = [=](double lat, double lon, int level, int time) {
        const double east = (lon - 360 * std::floor(lon / 360)) * M_PI / 180;
        return 280 + 20 * std::cos(lat * M_PI / 90) + 5 * std::sin(east) - 10 * level +
               0.01 * (hour + step * time);
    };
    return {.lat = range(90, -15, 13),
            .lon = range(0, 15, 24),
            .times = range(hour, step, states),
            .value = value};
}

}  // namespace tests
