#include "ui/globe/simplify.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ui::globe {
namespace {

using Point = std::pair<float, float>;

/// Distance from a piece of line in degrees, longitudes shortened by the latitude.
double distanceFrom(const Point& p, const Point& a, const Point& b)
{
    const double shorten = std::cos(p.second * std::numbers::pi / 180);
    const double bx = (b.first - a.first) * shorten;
    const double by = b.second - a.second;
    const double px = (p.first - a.first) * shorten;
    const double py = p.second - a.second;
    const double length = bx * bx + by * by;
    const double along = length > 0 ? std::clamp((px * bx + py * by) / length, 0.0, 1.0) : 0.0;
    return std::hypot(px - along * bx, py - along * by);
}

}  // namespace

std::vector<Point> simplified(const std::vector<Point>& line, double tolerance)
{
    if (tolerance <= 0 || line.size() < 3) {
        return line;
    }
    std::vector<char> kept(line.size(), 0);
    kept.front() = kept.back() = 1;
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, line.size() - 1}};
    while (!open.empty()) {
        const auto [first, last] = open.back();
        open.pop_back();
        double worst = 0;
        std::size_t at = first;
        for (std::size_t i = first + 1; i < last; ++i) {
            const double distance = distanceFrom(line[i], line[first], line[last]);
            if (distance > worst) {
                worst = distance;
                at = i;
            }
        }
        if (worst > tolerance) {
            kept[at] = 1;
            open.emplace_back(first, at);
            open.emplace_back(at, last);
        }
    }
    std::vector<Point> result;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (kept[i]) {
            result.push_back(line[i]);
        }
    }
    return result;
}

}  // namespace ui::globe
