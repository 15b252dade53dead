#include "core/observe/base/circulation.h"

#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>

namespace core::observe {

std::vector<Share> circulation(double lat, double lon, double scale)
{
    constexpr double step = 0.25, most = 89;  // degrees
    const double middle = std::clamp(lat, -most, most), cosine = std::cos(earth::radians(middle));
    const double along = scale / (2 * earth::radiusMetres * earth::radians(step));
    const double aside = step / cosine;
    const auto circle = [&](double at) { return std::cos(earth::radians(at)) / cosine * along; };
    return {{.needed = 1, .lat = middle, .lon = lon + aside, .weight = along},
            {.needed = 1, .lat = middle, .lon = lon - aside, .weight = -along},
            {.needed = 0, .lat = middle + step, .lon = lon, .weight = -circle(middle + step)},
            {.needed = 0, .lat = middle - step, .lon = lon, .weight = circle(middle - step)}};
}

}  // namespace core::observe
