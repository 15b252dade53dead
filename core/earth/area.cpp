#include "core/earth/area.h"

#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>

namespace core::earth {
namespace {

constexpr double resolvedMetres = 150e3;  // half-width that one more node is spent on
constexpr double metresPerDegree = radiusMetres * pi / 180;

int nodesFor(double halfWidthMetres)
{
    constexpr int most = 10;
    return std::clamp(1 + static_cast<int>(std::ceil(halfWidthMetres / resolvedMetres)), 2, most);
}

}  // namespace

AreaNodes discNodes(const Place& centre, double radius)
{
    const double edge = std::cos(std::min(pi, radius / radiusMetres));
    const int rings = nodesFor(radius), azimuths = 2 * rings + 2;
    const GaussianLatitudes gauss = gaussianLatitudes(rings);
    AreaNodes nodes;
    for (int r = 0; r < rings; ++r) {
        const double cosAngle = edge + (1 - edge) * (1 + std::sin(radians(gauss.lat[r]))) / 2;
        for (int a = 0; a < azimuths; ++a) {
            const double turn = 360 * (a + 0.5 * (r % 2)) / azimuths;
            nodes.at.push_back(destination(centre, std::acos(cosAngle) * 180 / pi, turn));
            nodes.weight.push_back(gauss.weight[r] / 2 / azimuths);
        }
    }
    return nodes;
}

AreaNodes cellNodes(const Place& centre, double height, double width)
{
    const double south = std::sin(radians(std::max(-90.0, centre.lat - height / 2)));
    const double north = std::sin(radians(std::min(90.0, centre.lat + height / 2)));
    const int rows = nodesFor(height / 2 * metresPerDegree);
    const int columns = nodesFor(width / 2 * metresPerDegree * std::cos(radians(centre.lat)));
    const GaussianLatitudes gauss = gaussianLatitudes(rows);
    AreaNodes nodes;
    for (int r = 0; r < rows; ++r) {
        const double sine = south + (north - south) * (1 + std::sin(radians(gauss.lat[r]))) / 2;
        for (int c = 0; c < columns; ++c) {
            nodes.at.push_back({std::asin(std::clamp(sine, -1.0, 1.0)) * 180 / pi,
                                centre.lon + width * ((c + 0.5) / columns - 0.5)});
            nodes.weight.push_back(gauss.weight[r] / 2 / columns);
        }
    }
    return nodes;
}

}  // namespace core::earth
