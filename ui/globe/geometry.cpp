#include "ui/globe/geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ui::globe {
namespace {

constexpr double radian = std::numbers::pi / 180;
constexpr double halfView = 15 * radian;  ///< half the angle of view of the smaller side

double dot(const Vector& a, const Vector& b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

}  // namespace

Vector xyzFromPlace(Place place)
{
    const double lat = place.lat * radian;
    const double lon = place.lon * radian;
    return {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
}

Look lookOf(const Camera& camera, QSize size)
{
    const double lat = camera.lat * radian;
    const double lon = camera.lon * radian;
    const Vector below = xyzFromPlace({camera.lat, camera.lon});
    Look look;
    for (std::size_t i = 0; i < 3; ++i) {
        look.eye[i] = camera.distance * below[i];
        look.forward[i] = -below[i];
    }
    look.right = {-std::sin(lon), std::cos(lon), 0};
    look.up = {-std::sin(lat) * std::cos(lon), -std::sin(lat) * std::sin(lon), std::cos(lat)};
    const double aspect = double(std::max(size.width(), 1)) / std::max(size.height(), 1);
    look.halfHeight = std::tan(halfView) / std::min(aspect, 1.0);
    look.halfWidth = look.halfHeight * aspect;
    return look;
}

Camera cameraOf(const core::DisplayGrid& grid)
{
    constexpr double margin = 1.25, nearest = 1.15;  // of the part's size; Earth radii
    Camera camera;
    if (grid.global || grid.lat.size() < 2 || grid.lon.size() < 2) {
        return camera;
    }
    const double height = std::abs(grid.lat.front() - grid.lat.back()) / 2;
    camera.lat = (grid.lat.front() + grid.lat.back()) / 2;
    camera.lon = (grid.lon.front() + grid.lon.back()) / 2;
    const double width = (grid.lon.back() - grid.lon.front()) / 2 * std::cos(camera.lat * radian);
    const double size = std::sin(std::min(std::max(height, width), 90.0) * radian);
    camera.distance = std::clamp(1 + margin * size / std::tan(halfView), nearest, camera.distance);
    return camera;
}

std::optional<Place> placeAt(const Look& look, QSize size, QPointF pixel)
{
    const double x = (2 * pixel.x() / size.width() - 1) * look.halfWidth;
    const double y = (1 - 2 * pixel.y() / size.height()) * look.halfHeight;
    Vector ray;
    for (std::size_t i = 0; i < 3; ++i) {
        ray[i] = look.forward[i] + x * look.right[i] + y * look.up[i];
    }
    const double length = std::sqrt(dot(ray, ray));
    const double along = -dot(look.eye, ray) / length;
    const double inside = 1 - (dot(look.eye, look.eye) - along * along);
    if (inside < 0) {
        return std::nullopt;
    }
    const double way = (along - std::sqrt(inside)) / length;
    const Vector p{look.eye[0] + way * ray[0], look.eye[1] + way * ray[1], look.eye[2] + way * ray[2]};
    return Place{std::asin(std::clamp(p[2], -1.0, 1.0)) / radian, std::atan2(p[1], p[0]) / radian};
}

std::optional<QPointF> pixelOf(const Look& look, QSize size, Place place)
{
    const Vector p = xyzFromPlace(place);
    if (dot(p, look.eye) < 1) {
        return std::nullopt;
    }
    const Vector ray{p[0] - look.eye[0], p[1] - look.eye[1], p[2] - look.eye[2]};
    const double depth = dot(ray, look.forward);
    return QPointF((dot(ray, look.right) / depth / look.halfWidth + 1) * size.width() / 2,
                   (1 - dot(ray, look.up) / depth / look.halfHeight) * size.height() / 2);
}

}  // namespace ui::globe
