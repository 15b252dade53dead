#include "core/earth/harmonics.h"
#include "core/metric/base/spectral_power.h"

#include <cmath>

namespace core::metric {

namespace {

/// Σ_l |a_lm|² / (2m + 1) of complex coefficients: for m > 0, |a_lm|² = (a_lm² + a_l,−m²)/2 of the real ones.
at::Tensor orderPower(const at::Tensor& coefficients)
{
    const auto n = static_cast<std::int64_t>(
        std::lround(std::sqrt(static_cast<double>(coefficients.size(0)))));
    const at::Tensor l = earth::degrees(static_cast<int>(n) - 1);
    const at::Tensor m = (at::arange(n * n, at::kLong) - l * l - l).abs();
    at::Tensor power = at::zeros({n}, coefficients.options()).index_add_(0, m, coefficients.square() / 2);
    power[0] *= 2;
    return power / (2 * at::arange(n, coefficients.options()) + 1);
}

}  // namespace

Entry orderspectrum()
{
    return {
        .about = {.id = "orderspectrum",
                  .label = "Order spectrum (Appa)",
                  .source = "Andry et al. 2025, arXiv:2504.18720, its public code's power spectra",
                  .formula = "P_m = Σ_l |a_lm|² / (2m + 1)",
                  .knobs = {{"truncation", "Highest order", "1", 127, 1, 719, true}},
                  .note =
                      "The published spectra are of the order m, though their axis says degree, and their "
                      "wavelengths 2πR/(m + 1) are one off; kept for comparison. See the degree spectrum."},
        .make =
            [](const Selection& s) {
                return spectralPower(orderPower, static_cast<int>(s.knobs.at("truncation")));
            },
    };
}

}  // namespace core::metric
