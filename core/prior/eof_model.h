#pragma once

#include "core/api/event.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace core::data {
class StateSeries;
}

namespace core::prior {

using at::Tensor;

/// Which marches a climate's mean and scale follow.
struct March {
    bool annual = false, daily = false;
    /// 1; cos, sin of once and twice a year; cos, sin of once a day; the products of both marches
    [[nodiscard]] std::int64_t size() const { return 1 + (annual ? 4 : 0) + (daily ? 2 : 0) + (annual && daily ? 4 : 0); }
    /// times  seconds since 1970 → [times, size] float64
    [[nodiscard]] Tensor at(const std::vector<std::int64_t>& times) const;
};

/// A Gaussian climate by zonal wavenumber m, each with empirical orthogonal functions E over latitude and channel that are
/// independent stationary complex processes in time:
///     state = mean(date) + scale(date) · s,   s = Σ_j a_0j E_0j + √2 Re Σ_m Σ_j a_mj E_mj e^{imλ}
///     ⟨a_mj(t + τ) a*_mj(t)⟩ = Γ_mj(τ),       Σ_channels mean_area |E|² = 1
/// Complex patterns keep how waves tilt with height and latitude, complex autocovariances keep where they travel.
struct EofModel {
    std::vector<Channel> channels;
    std::vector<double> lat, lon;      ///< degrees; lat north to south, lon equally spaced over 360°
    std::int64_t stepSeconds = 0;      ///< between states
    March march;
    Tensor mean;                       ///< [march, C, lat, lon] float32: coefficients of the marches, physical units
    Tensor variance;                   ///< [march, C, lat] float32: the same for the squared scale
    std::vector<std::int64_t> modes;   ///< EOFs of each wavenumber, m = 0 first
    Tensor patterns;                   ///< E, [modes, 2, C, lat] float32: real and imaginary part
    Tensor autocovariance;             ///< Γ, [modes, 2, lags] float32, lag 0 first; m = 0 is real
    Tensor unresolved;                 ///< [C] float64: share of the variance that no mode holds
    std::vector<std::string> notes;
    std::string source;

    [[nodiscard]] std::int64_t lags() const { return autocovariance.size(2); }
    [[nodiscard]] Tensor meanAt(std::int64_t time) const;   ///< [C, lat, lon] float32
    [[nodiscard]] Tensor scaleAt(std::int64_t time) const;  ///< [C, lat, 1] float32
};

/// How much of a climate is kept.
struct EofShape {
    double resolved = 0.985;       ///< share of the variance that the modes hold
    std::int64_t modes = 2000;     ///< at most
    std::int64_t lags = 64;        ///< the longest trajectory in states
};

/// Fits a climate to a series, in four readings of it; memory does not grow with its length.
/// throws Error{badInput} where there are too few states or the grid is too fine, Error{badFile} where reading fails
[[nodiscard]] EofModel fitEofs(const data::StateSeries& series, const EofShape& shape,
                               const std::function<void(const std::string&, double)>& tell);

/// Writes prior.json and climate.safetensors. throws Error{badFile}
void saveEofs(const EofModel& model, const std::string& folder);
/// throws Error{badFile} naming what is missing or wrong
[[nodiscard]] EofModel loadEofs(const std::string& folder);
/// Whether a folder says that it is of this kind.
[[nodiscard]] bool isEofs(const std::string& folder);

}  // namespace core::prior
