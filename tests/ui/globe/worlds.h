#pragma once

#include "core/api/frame.h"

#include <functional>

/// A field of a function of (latitude, longitude) in degrees.
inline core::Field fieldOf(const std::vector<double>& lat, const std::vector<double>& lon,
                           const std::function<double(double, double)>& value, bool global = true)
{
    core::Field field{.grid = std::make_shared<core::DisplayGrid>(core::DisplayGrid{lat, lon, global}), .name = "test"};
    for (const double y : lat) {
        for (const double x : lon) {
            field.values.push_back(float(value(y, x)));
        }
    }
    return field;
}

inline std::vector<double> spaced(double first, double step, int count)
{
    std::vector<double> values;
    for (int i = 0; i < count; ++i) {
        values.push_back(first + step * i);
    }
    return values;
}

/// The Gaussian latitudes of 16 rows, north to south, degrees (zeros of the Legendre polynomial P16).
inline std::vector<double> gaussianLatitudes()
{
    std::vector<double> lat{81.6506, 70.9114, 60.0231, 49.1200, 38.2100, 27.2950, 16.3779, 5.45941};
    for (int i = 7; i >= 0; --i) {
        lat.push_back(-lat[std::size_t(i)]);
    }
    return lat;
}
