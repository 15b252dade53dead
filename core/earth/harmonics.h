#pragma once

#include <ATen/ATen.h>

#include <vector>

namespace core::earth {

using at::Tensor;

/// Orthonormal real spherical harmonics of degree l ≤ T on a latitude–longitude grid.
///     Y_l0 = P̄_l0,  Y_lm = √2 P̄_lm cos mλ,  Y_l,−m = √2 P̄_lm sin mλ,   ∫ Y² dΩ = 1,  index l² + l + m
/// Synthesis and analysis are batched products; analysis solves for each order m by least squares weighted by area
/// (Gaussian quadrature on Gaussian latitudes), so it inverts synthesis wherever the grid resolves the truncation.
class Harmonics {
public:
    /// lat  degrees, either order, distinct; lon  degrees, equally spaced, any origin. A grid that covers a part of the
    /// globe can be synthesised on and not analysed.
    /// throws Error{badInput} when a global grid cannot hold truncation T (2T + 1 > longitudes or T + 1 > latitudes)
    Harmonics(int truncation, std::vector<double> lat, std::vector<double> lon, const at::TensorOptions& options);

    [[nodiscard]] int truncation() const { return truncation_; }
    [[nodiscard]] std::int64_t size() const { return (truncation_ + 1LL) * (truncation_ + 1); }

    /// coefficients [..., (T+1)²] → fields [..., lat, lon]
    [[nodiscard]] Tensor synthesis(const Tensor& coefficients) const;
    /// fields [..., lat, lon] without NaN → coefficients [..., (T+1)²]
    /// throws Error{badInput} on a part of the globe
    [[nodiscard]] Tensor analysis(const Tensor& fields) const;

private:
    int truncation_;
    std::vector<double> lat_, lon_;
    Tensor legendre_;           // [m, lat, l], zero for l < m, √2 included for m > 0
    mutable Tensor inverse_;    // [m, l, lat], made at the first analysis
    Tensor fourier_;            // [2(T+1), lon]: cos rows, then sin rows
    Tensor gather_;             // [m · l · 2] index of the coefficient, N (a zero) where there is none
    Tensor scatter_;            // [N] index into [m, l, 2]
    void prepareAnalysis() const;
};

/// P̄_lm(sin φ) of one latitude in degrees, float64: out[m·(T+1) + l] for l ≥ m, orthonormal over the sphere, √2 included
/// for m > 0. Elements with l < m are left as they are.
void legendreRow(int truncation, double lat, double* out);

/// All Y_lm(p) of some places: [places, (T+1)²], computed in float64, returned with `options`.
[[nodiscard]] Tensor harmonicsAt(int truncation, const std::vector<double>& lat, const std::vector<double>& lon,
                                 const at::TensorOptions& options);

/// l of each coefficient, [(T+1)²] int64
[[nodiscard]] Tensor degrees(int truncation);

/// Power a degree, P_l = Σ_m a_lm² / (2l+1): coefficients [..., (T+1)²] → [..., T+1]
[[nodiscard]] Tensor degreePower(const Tensor& coefficients);

}  // namespace core::earth
