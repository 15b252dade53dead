#pragma once

#include "core/earth/orbit.h"

#include <vector>

namespace core::earth {

/// Places with weights of sum 1 whose weighted sum is the mean over an area.
struct AreaNodes {
    std::vector<Place> at;
    std::vector<double> weight;
};

/// Mean over the spherical cap of a great-circle radius: Gauss–Legendre nodes in the cosine of the distance, even
/// azimuths; more of them the larger the cap, so that waves down to 600 km are averaged to a thousandth.
/// radius  metres
[[nodiscard]] AreaNodes discNodes(const Place& centre, double radius);

/// Mean over a cell of latitudes and longitudes, by area: Gauss–Legendre nodes in the sine of latitude, even longitudes.
/// height, width  sides in degrees, the place in the middle; what reaches over a pole is cut
[[nodiscard]] AreaNodes cellNodes(const Place& centre, double height, double width);

}  // namespace core::earth
