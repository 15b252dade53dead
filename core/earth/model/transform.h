#pragma once

#include <ATen/ATen.h>

#include <vector>

namespace core::earth::model {

using at::Tensor;

/// Spectral transforms of many fields at once between a triangular truncation and a latitude–longitude grid.
///     f(λ, μ) = Σ_m Σ_l P̄_lm(μ) (a_lm cos mλ + b_lm sin mλ),  mean of f² over the sphere = Σ (a² + b²)
/// Spectral arrays are [2, M, N, C]: cosine then sine, order m, degree l (0 where l < m), columns; M = N = T
/// + 1. Grid arrays are [lat, lon, C]. Columns are members × layers. Both directions are two batched
/// products without copies: along longitude for each latitude, along latitude for each order.
class Transform {
public:
    /// lat  degrees, either order; lon  degrees, equally spaced over 360°
    /// options  type and device of the tables
    Transform(int truncation, std::vector<double> lat, std::vector<double> lon,
              const at::TensorOptions& options);

    [[nodiscard]] int truncation() const { return truncation_; }
    [[nodiscard]] at::TensorOptions options() const { return legendre_.options(); }
    [[nodiscard]] const std::vector<double>& lat() const { return lat_; }
    [[nodiscard]] const std::vector<double>& lon() const { return lon_; }

    /// Spectral → Fourier [2M, lat, C]
    [[nodiscard]] Tensor legendre(const Tensor& spectral) const;
    /// Adds sign · (1 − μ²) ∂/∂μ of a field to Fourier coefficients.
    void addSlope(Tensor& fourier, const Tensor& spectral, double sign) const;
    /// Fourier [2M, lat, C] → grid [lat, lon, C]
    [[nodiscard]] Tensor grid(const Tensor& fourier) const;
    void grid(Tensor& out, const Tensor& fourier) const;

    [[nodiscard]] Tensor synthesis(const Tensor& spectral) const { return grid(legendre(spectral)); }

    /// ∂/∂λ of spectral arrays: (a, b) → (m b, −m a)
    [[nodiscard]] Tensor eastward(const Tensor& spectral) const;

protected:
    [[nodiscard]] Tensor spectralView(const Tensor& spectral) const;

    int truncation_;
    std::vector<double> lat_, lon_;
    Tensor legendre_, slope_;  // [2M, lat, N]
    Tensor toLon_;             // [1, lon, 2M]
    Tensor order_;             // [2, M, 1, 1]: m, −m
};

/// A transform on Gaussian latitudes, north to south, that also analyses; products of two fields are free of
/// aliasing.
class GaussianTransform : public Transform {
public:
    /// 3T + 1 longitudes or more, rounded up to a number that is 2ᵃ3ᵇ5ᶜ and divisible by 4, half as many
    /// latitudes
    GaussianTransform(int truncation, const at::TensorOptions& options);

    /// weights of the latitudes, sum 1
    [[nodiscard]] const std::vector<double>& weights() const { return weights_; }

    /// Grid [F · lat, lon, C] → Fourier [F · lat, 2M, C]
    [[nodiscard]] Tensor fourier(const Tensor& grid) const;

    /// Which weights a projection of Fourier coefficients [lat, 2M, C] has.
    enum class Projection {
        value,    ///< ½ ∫ f P̄ dμ
        shallow,  ///< ½ ∫ f P̄ dμ/(1 − μ²)
        slope,    ///< ½ ∫ f (dP̄/dμ) dμ = −½ ∫ (∂f/∂μ) P̄ dμ
    };
    [[nodiscard]] Tensor project(const Tensor& fourier, Projection kind) const;
    /// Mean over the sphere of [lat, lon, C]: [C]
    [[nodiscard]] Tensor mean(const Tensor& grid) const;
    [[nodiscard]] Tensor analysis(const Tensor& grid) const
    {
        return project(fourier(grid), Projection::value);
    }

private:
    std::vector<double> weights_;
    Tensor value_, shallow_, edge_;  // [2M, N, lat]
    Tensor toOrder_;                 // [1, 2M, lon]
    Tensor area_;                    // [lat, 1]
};

}  // namespace core::earth::model
