#pragma once

#include <cstdint>
#include <vector>

namespace core::earth {

/// A place on the sphere, degrees.
struct Place {
    double lat = 0, lon = 0;
};

/// The place at a great-circle angle from another towards an azimuth (clockwise from north), all in degrees.
[[nodiscard]] Place destination(const Place& from, double angle, double azimuth);

/// Azimuth in which the great circle leaves `from` for `to`, degrees.
[[nodiscard]] double bearing(const Place& from, const Place& to);

/// A circular orbit; the defaults are Appa's.
struct Orbit {
    double altitudeKm = 800;
    double inclination = 75;  ///< degrees; the greatest latitude that is overflown
    double phase = 0;         ///< degrees, longitude of the orbit's plane
};

/// T = 2π √(R³/GM) in hours, R from the Earth's centre
[[nodiscard]] double periodHours(const Orbit& orbit);

/// Point below the satellite `hours` after it passed the equator southward; the Earth turns 15° an hour.
/// lon in [−180, 180)
/// source  Appa's observations, its shift of 180° in longitude included
[[nodiscard]] Place subSatellite(const Orbit& orbit, double hours);

/// Points below the satellite in the hour that begins at `hours`, `samples` of them, the hour's end left out.
[[nodiscard]] std::vector<Place> track(const Orbit& orbit, double hours, int samples = 60);

/// Points of a latitude–longitude grid within `fieldOfView` degrees of any point of a track.
/// lon     equally spaced over 360°
/// return  row-major indices, rising
[[nodiscard]] std::vector<std::int64_t> visible(const std::vector<Place>& track, double fieldOfView,
                                                const std::vector<double>& lat,
                                                const std::vector<double>& lon);

}  // namespace core::earth
