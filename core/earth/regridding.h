#pragma once

#include "core/earth/interpolation.h"

#include <optional>
#include <string>

namespace core::earth {

/// Fields of one latitude–longitude grid on another:
/// - as they are, where the grids are the same;
/// - where the source covers the globe and is finer by half or more both ways, the mean over each target cell by area
///   (first-order conservative remapping; source: Jones 1999, Mon. Weather Rev. 127, 2204), so that small scales are
///   averaged and not sampled; y_JI = Σ_j Σ_i w_jJ v_iI x_ji with w, v the shares of a cell's sine of latitude and of its
///   longitude, over those x that are not missing; missing where they fill less than half of the cell;
/// - else bilinear, see Interpolation.
class Regridding {
public:
    /// degrees; latitudes of both from north to south
    Regridding(const std::vector<double>& fromLat, const std::vector<double>& fromLon, const std::vector<double>& toLat,
               const std::vector<double>& toLon);

    /// fields [..., lat, lon], float32, NaN missing → the same on the other grid
    [[nodiscard]] Tensor apply(const Tensor& fields) const;
    /// What apply() does, to follow "by": "" where it does nothing.
    [[nodiscard]] std::string method() const;

private:
    std::int64_t rows_, columns_;
    std::optional<Interpolation> bilinear_;
    Tensor lat_, lon_;  ///< shares [to, from], float64; undefined unless conservative
};

}  // namespace core::earth
