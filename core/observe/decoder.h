#pragma once

#include "core/api/frame.h"
#include "core/observe/operator.h"

#include <ATen/ATen.h>

#include <memory>
#include <vector>

namespace core::observe {

using at::Tensor;

/// One state variable at one place and time of the window.
struct Point {
    int channel = 0;
    int time = 0;
    double lat = 0, lon = 0;  ///< degrees
};

/// Weighted sums of points: sum k is that of the points p with row[p] = k. The points of a sum follow each other.
struct Sums {
    Tensor row;     ///< [n] int64 on the CPU, rising
    Tensor weight;  ///< [n] float64 on the CPU
    std::int64_t count = 0;
};

/// Values of the decoded state at points, in physical units minus the prior mean there. Linear in the latent where the
/// decoder is; then products with V have a closed form. Where linear() is false, or the prior carries no covariance, v
/// is undefined: variance() answers from the spread of single values, and the others are never asked for.
class PointOperator : public Operator {
public:
    /// prior mean at each point, [n], physical units
    [[nodiscard]] virtual const Tensor& background() const = 0;
    /// B V Aᵀ between these points (A) and others (B), v as Covariance::conditional() gives it; [others, n] float64
    [[nodiscard]] virtual Tensor cross(const PointOperator& others, const Tensor& v) const = 0;
    /// diagonal of A V Aᵀ, [n] float64
    [[nodiscard]] virtual Tensor variance(const Tensor& v) const = 0;
    /// elements (i, j) of A V Aᵀ; i, j [pairs] int64 on the CPU → [pairs] float64
    [[nodiscard]] virtual Tensor pairs(const Tensor& i, const Tensor& j, const Tensor& v) const
    {
        return cross(*this, v).index({i, j});
    }
    /// diagonal of S A V Aᵀ Sᵀ, [sums.count] float64. Default: pair by pair
    [[nodiscard]] virtual Tensor sumVariance(const Sums& sums, const Tensor& v) const;
};

/// Turns latent states [M, D] into what is drawn and observed.
class Decoder {
public:
    virtual ~Decoder() = default;
    [[nodiscard]] virtual const std::shared_ptr<const DisplayGrid>& grid() const = 0;
    /// One channel at one time in physical units: x [M, D] → [M, lat, lon]. Cheap: only this field is decoded.
    [[nodiscard]] virtual Tensor field(const Tensor& x, int channel, int time) const = 0;
    /// All channels at one time: x [M, D] → [M, C, lat, lon]
    [[nodiscard]] virtual Tensor fields(const Tensor& x, int time) const = 0;
    /// Prior mean of a channel in physical units, [lat, lon]
    [[nodiscard]] virtual Tensor background(int channel, int time) const = 0;
    /// Standard deviation that one latent unit of variance stands for, [lat, lon], physical units
    [[nodiscard]] virtual Tensor scale(int channel) const = 0;
    [[nodiscard]] virtual std::shared_ptr<const PointOperator> points(const std::vector<Point>& points) const = 0;
    /// Latent of given fields [time, channel, lat, lon] (physical units, on grid()), [D]: least squares
    [[nodiscard]] virtual Tensor encode(const Tensor& fields) const = 0;
    /// Mean square of a latent difference per time, in units of the field's standard deviation: d [M, D] → [M, time]
    [[nodiscard]] virtual Tensor meanSquare(const Tensor& d) const = 0;
    /// The same of each channel by itself: d [M, D] → [M, time, C]. Only where the decoder is linear.
    [[nodiscard]] virtual Tensor channelSquares(const Tensor& d) const = 0;
};

}  // namespace core::observe
