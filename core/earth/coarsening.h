#pragma once

#include <ATen/ATen.h>

#include <vector>

namespace core::earth {

/// A range of latitudes, degrees.
struct Band {
    double south = 0, north = 0;
    [[nodiscard]] double middle() const { return (north + south) / 2; }
    [[nodiscard]] double height() const { return north - south; }
};

/// What each row of a grid stands for: half-way to its neighbours, and to the pole at the ends. lat north to south
[[nodiscard]] std::vector<Band> bandsOf(const std::vector<double>& lat);

/// Area means over factor × factor cells of a global grid:
///     y_JI = Σ_j∈J Σ_i∈I w_jJ x_ji / (factor Σ_j w_jJ),   w_jJ = sin(north) − sin(south) of what row j and cell share
/// Where both poles are rows of their own, cells lie between rows, so that (rows − 1)/factor of them fit.
class Coarsening {
public:
    /// lat, lon  degrees, north to south and equally spaced over 360°
    /// throws    Error{badInput} when the factor does not divide the grid
    Coarsening(const std::vector<double>& lat, const std::vector<double>& lon, int factor);

    [[nodiscard]] const std::vector<Band>& bands() const { return bands_; }
    [[nodiscard]] const std::vector<double>& lon() const { return lon_; }  ///< of the cells' middles
    [[nodiscard]] double width() const { return width_; }                 ///< of a cell, degrees
    /// fields [..., lat, lon] → [..., bands, columns], float64
    [[nodiscard]] at::Tensor apply(const at::Tensor& fields) const;
    /// ⟨apply(x), y⟩ = ⟨x, adjoint(y)⟩
    [[nodiscard]] at::Tensor adjoint(const at::Tensor& means) const;

private:
    int factor_;
    double width_;
    std::vector<Band> bands_;
    std::vector<double> lon_;
    at::Tensor rows_;  // [bands, lat]
};

}  // namespace core::earth
