#pragma once

#include "core/api/event.h"
#include "core/api/request.h"
#include "core/data/gridded.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <string>
#include <vector>

namespace core::prior {

using at::Tensor;


/// A Gaussian climate (or background error) in spectral space:
///     state = mean + scale · Σ a_lm Y_lm,   ⟨a_lm aᵀ_l'm'⟩ = δ δ B_l,   AR(1) in time with scale τ_l
/// B_l is full across channels, so wind, temperature and height vary together.
struct SpectralModel {
    std::vector<Channel> channels;
    std::vector<double> lat, lon;            ///< degrees; the grid of mean and scale
    int truncation = 0;
    std::vector<std::int64_t> meanTimes;     ///< empty: one mean for all times
    Tensor mean;                             ///< [times or 1, C, lat, lon] float64, physical units
    Tensor scale;                            ///< [C, lat, lon] float64, physical units
    Tensor degreeCovariance;                 ///< B_l, [T + 1, C, C] float64
    Tensor timeScaleHours;                   ///< τ_l, [T + 1] float64
    Tensor unresolved;                       ///< [C] variance share that the truncation cannot hold
    std::vector<std::string> notes;
    std::string source;                      ///< "fit of …" or "around …"
};

/// Fits mean, degree covariances and time scales to a series.
/// From fewer than 30 independent states the mean is the zonal mean (Legendre degrees ≤ 16), covariances are
/// pooled over order and neighbouring degrees and shrunk towards a smooth diagonal spectrum, and the notes say so.
/// throws Error{badInput} when a variable has no valid or no varying values
[[nodiscard]] SpectralModel fitSpectral(const data::Gridded& series, const PriorSpec& spec);

/// Sets a prior around a background: mean = its fields, B = error² with correlation exp(−r²/2L²).
/// throws Error{badInput} when `error` does not fit the variables' units
[[nodiscard]] SpectralModel aroundBackground(const data::Gridded& background, const PriorSpec& spec);

/// Writes prior.json and weights.safetensors. throws Error{badFile}
void savePrior(const SpectralModel& model, const std::string& folder);
/// throws Error{badFile} naming what is missing or wrong
[[nodiscard]] SpectralModel loadPrior(const std::string& folder);

}  // namespace core::prior
