#pragma once

#include <ATen/ATen.h>

#include <vector>

namespace core::baseline {

/// Bicubic interpolation on the sphere: cubic convolution with a = −1/2, which is the Hermite cubic whose slopes are
/// those of the parabola through three neighbours, so rows may be unequally spaced.
/// Periodic in longitude; beyond a pole the rows go on at 180° further, where wind components change their sign.
/// source  Keys 1981, doi:10.1109/TASSP.1981.1163711
class Bicubic {
public:
    enum class Component { scalar, vector };  ///< vector: eastward or northward
    /// from  degrees: latitudes in either order, at least two; longitudes equally spaced over 360°, at least four
    /// to    any latitudes and longitudes
    struct Grid {
        std::vector<double> lat, lon;
    };
    Bicubic(const Grid& from, const Grid& to);
    /// fields [..., lat, lon] → [..., lat, lon], float64
    [[nodiscard]] at::Tensor apply(const at::Tensor& fields, Component component = Component::scalar) const;

private:
    at::Tensor rows_, rowsBeyond_;      // [to lat, from lat]: rows of this side, and of the other side of the poles
    at::Tensor columns_, columnsBeyond_;  // [to lon, from lon]; at 180° further
};

}  // namespace core::baseline
