#pragma once

#include "core/guidance/guidance.h"
#include "tests/reference/compare.h"

namespace reference {

/// Compares a file's "posterior_mean" and "posterior_cov" with what the guidance “covariance” makes of its problem.
///     D_y(x_t) → the posterior mean for u → ∞;  at u = 1 its derivative is J = P(P + I)⁻¹, so P = J(I − J)⁻¹
/// prefix  of the file's keys
inline void comparePosterior(Report& report, File& file, const std::string& prefix,
                             const core::denoiser::Denoiser& prior, const core::observe::Observed& observed)
{
    const auto method = core::guidance::make({"covariance"});
    const auto guided = method->around(prior, observed, 1);
    const at::Tensor eye = at::eye(prior.covariance()->mean().numel(), observed.y.options());
    const double tolerance = observed.y.scalar_type() == at::kDouble ? 1e-8 : 1e-4;
    const core::denoiser::Node free{.t = 1, .alpha = 1, .sigma = 1e8};
    const at::Tensor mean = guided->mean(at::zeros_like(eye.slice(0, 0, 1)), free);
    const std::string key = prefix + "posterior_mean";
    report.compare(file, key, mean.view(file.get(key).sizes()), tolerance);
    const core::denoiser::Node one{.t = 0.5, .alpha = 1, .sigma = 1};
    const at::Tensor slope = guided->mean(eye, one) - guided->mean(at::zeros_like(eye), one);
    report.compare(file, prefix + "posterior_cov", at::linalg_solve(eye - slope, slope), tolerance);
}

}  // namespace reference
