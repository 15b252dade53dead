#include "core/earth/orbit.h"

#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>

namespace core::earth {
namespace {

constexpr double gravitationalParameter = 3.986004415e14;  // GM, m3 s-2
constexpr double turnPerHour = 15;                         // degrees

double degrees(double radiansOfAngle)
{
    return radiansOfAngle * 180 / pi;
}

/// x in [0, 360)
double wrapped(double x)
{
    const double rest = std::fmod(x, 360);
    return rest < 0 ? rest + 360 : rest;
}

}  // namespace

Place destination(const Place& from, double angle, double azimuth)
{
    const double lat = radians(from.lat), far = std::sin(radians(angle)), near = std::cos(radians(angle));
    const double sine = std::sin(lat) * near + std::cos(lat) * far * std::cos(radians(azimuth));
    const double east = std::sin(radians(azimuth)) * far;
    const double north = std::cos(lat) * near - std::sin(lat) * far * std::cos(radians(azimuth));
    return {degrees(std::asin(std::clamp(sine, -1.0, 1.0))),
            wrapped(from.lon + degrees(std::atan2(east, north)) + 180) - 180};
}

double bearing(const Place& from, const Place& to)
{
    const double a = radians(from.lat), b = radians(to.lat), turn = radians(to.lon - from.lon);
    return degrees(std::atan2(std::sin(turn) * std::cos(b),
                              std::cos(a) * std::sin(b) - std::sin(a) * std::cos(b) * std::cos(turn)));
}

double periodHours(const Orbit& orbit)
{
    const double r = radiusMetres + orbit.altitudeKm * 1e3;
    return 2 * pi * std::sqrt(r * r * r / gravitationalParameter) / 3600;
}

Place subSatellite(const Orbit& orbit, double hours)
{
    const double theta = 2 * pi * std::fmod(hours / periodHours(orbit), 1.0);
    const double tilt = radians(90 - orbit.inclination);
    // on the meridian of 0°, southward; tilted about the x axis
    const double x = std::cos(theta), y = std::sin(theta) * std::sin(tilt),
                 z = -std::sin(theta) * std::cos(tilt);
    const double lon = degrees(std::atan2(y, x)) + orbit.phase - wrapped(turnPerHour * hours);
    return {degrees(std::asin(std::clamp(z, -1.0, 1.0))), wrapped(lon) - 180};
}

std::vector<Place> track(const Orbit& orbit, double hours, int samples)
{
    std::vector<Place> result;
    for (int i = 0; i < samples; ++i) {
        result.push_back(subSatellite(orbit, hours + static_cast<double>(i) / samples));
    }
    return result;
}

std::vector<std::int64_t> visible(const std::vector<Place>& track, double fieldOfView,
                                  const std::vector<double>& lat, const std::vector<double>& lon)
{
    const auto columns = static_cast<std::int64_t>(lon.size());
    const double spacing = 360.0 / static_cast<double>(columns), reach = std::cos(radians(fieldOfView));
    std::vector<std::int64_t> result;
    std::vector<char> seen(lon.size());
    for (std::size_t row = 0; row < lat.size(); ++row) {
        std::fill(seen.begin(), seen.end(), 0);
        const double sine = std::sin(radians(lat[row])), cosine = std::cos(radians(lat[row]));
        for (const Place& below : track) {
            if (std::abs(below.lat - lat[row]) > fieldOfView) {
                continue;
            }
            const double across = cosine * std::cos(radians(below.lat));
            const double least = reach - sine * std::sin(radians(below.lat));  // of across · cos Δλ
            const double half = least <= -across ? 180
                                                 : degrees(std::acos(std::clamp(least / across, -1.0, 1.0)));
            const double middle = (below.lon - lon.front()) / spacing;
            const auto first = static_cast<std::int64_t>(std::ceil(middle - half / spacing));
            const auto last = static_cast<std::int64_t>(std::floor(middle + half / spacing));
            for (std::int64_t i = first; i <= std::min(last, first + columns - 1); ++i) {
                seen[static_cast<std::size_t>(((i % columns) + columns) % columns)] = 1;
            }
        }
        for (std::int64_t i = 0; i < columns; ++i) {
            if (seen[static_cast<std::size_t>(i)] != 0) {
                result.push_back(static_cast<std::int64_t>(row) * columns + i);
            }
        }
    }
    return result;
}

}  // namespace core::earth
