#pragma once

#include <ATen/ATen.h>

#include <memory>
#include <mutex>
#include <vector>

namespace core::earth {

using at::Tensor;

/// Bilinear interpolation from a latitude–longitude grid to places, with its adjoint.
/// Around the globe periodic in longitude; between the last row and a pole it reaches across the pole (the same row,
/// 180° on). A grid that covers a part of the globe goes on beyond its edge as it is there.
class Interpolation {
public:
    /// grid  lat (degrees, either order) and equally spaced lon; places in degrees
    /// options  dtype and device of the weights
    Interpolation(const std::vector<double>& gridLat, const std::vector<double>& gridLon,
                  const std::vector<double>& lat, const std::vector<double>& lon, const at::TensorOptions& options);

    /// fields [..., lat, lon] → values [..., places]
    [[nodiscard]] Tensor apply(const Tensor& fields) const;
    /// values [..., places] → fields [..., lat, lon]: ⟨apply(f), v⟩ = ⟨f, adjoint(v)⟩; sums have one order
    [[nodiscard]] Tensor adjoint(const Tensor& values) const;

    /// the four grid points that each place reads, row · columns + column, and their weights: [places, 4]
    [[nodiscard]] Tensor corners() const { return index_.view({places_, -1}); }
    [[nodiscard]] const Tensor& weights() const { return weight_; }

private:
    /// Pairs (place, corner) by the element they read, see base::Readers; made at the first adjoint.
    struct Reading {
        std::once_flag once;
        Tensor start, pair;
    };
    void prepareAdjoint() const;
    std::int64_t rows_, columns_, places_;
    Tensor index_;   // [places · 4]
    Tensor weight_;  // [places, 4]
    std::shared_ptr<Reading> reading_ = std::make_shared<Reading>();
};

}  // namespace core::earth
