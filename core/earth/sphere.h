#pragma once

#include <vector>

namespace core::earth {

inline constexpr double radiusMetres = 6371008.8;      ///< mean radius
inline constexpr double gravity = 9.80665;             ///< m s-2, standard
inline constexpr double rotationPerSecond = 7.292e-5;  ///< Ω, s-1
inline constexpr double gasConstantDryAir = 287.05;    ///< J kg-1 K-1
inline constexpr double pi = 3.14159265358979323846;
[[nodiscard]] inline constexpr double radians(double degrees) { return degrees * pi / 180; }

/// Gaussian latitudes (degrees, north to south) with their quadrature weights (sum 2).
struct GaussianLatitudes {
    std::vector<double> lat, weight;
};
[[nodiscard]] GaussianLatitudes gaussianLatitudes(int count);

/// True when `lat` (either order) are Gaussian latitudes to 1e-3 degrees.
[[nodiscard]] bool isGaussian(const std::vector<double>& lat);

/// Whether a grid closes around the globe and its rows reach the poles, within one row.
[[nodiscard]] bool coversGlobe(const std::vector<double>& lat, const std::vector<double>& lon);

/// Area weight of each latitude row, mean 1: sin(upper) − sin(lower) with bounds half-way. At the ends ±90° where the
/// grid reaches the poles, else half a row beyond.
/// source WeatherBench 2
[[nodiscard]] std::vector<double> areaWeights(const std::vector<double>& lat);

/// Cosine of the great-circle angle between two places in degrees.
[[nodiscard]] double cosAngle(double latA, double lonA, double latB, double lonB);

/// Degree variances b_l, Σ b_l = 1, of the correlation exp(−r²/2L²), r great-circle distance:
///     b_l = (2l+1)/2 ∫ ρ(γ) P_l(cos γ) sin γ dγ, negative rounding cut, truncated at `degree` and renormalised
[[nodiscard]] std::vector<double> gaussianCorrelationSpectrum(double lengthMetres, int degree);

}  // namespace core::earth
