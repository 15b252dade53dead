#pragma once

#include "core/observe/observe.h"
#include "core/prior/prior.h"

#include <optional>

namespace core::prior {

/// Observations up to which A Σ Aᵀ + R is formed: beyond, the matrix takes more than half a gigabyte.
constexpr std::int64_t mostSolvedExactly = 8000;

/// Exact posterior of a Gaussian prior with linear observations (kriging; with AR(1) time, a Kalman smoother):
///     mean = Σ Aᵀ w,  w = (A Σ Aᵀ + R)⁻¹ (y − A 0),   var(p) = Σ_pp − k_pᵀ (A Σ Aᵀ + R)⁻¹ k_p
/// Computed in float64 by Cholesky.
class ExactPosterior {
public:
    /// network  what observed.op sees before its whitening
    /// Nothing where the prior carries no covariance, an observation is not linear, or there are more than
    /// `most` observations.
    static std::optional<ExactPosterior> of(const Prior& prior, const observe::Network& network,
                                            const observe::Observed& observed, std::int64_t most = mostSolvedExactly);

    /// posterior mean in the latent, [D]
    [[nodiscard]] const Tensor& mean() const { return mean_; }
    /// posterior variance of state values at points, [n] float64, physical units
    [[nodiscard]] Tensor variance(const observe::PointOperator& points) const;

private:
    ExactPosterior() = default;
    const observe::Network* network_ = nullptr;
    std::shared_ptr<const observe::Operator> whitening_;
    Tensor mean_, factor_, covariance_;  // covariance_: Σ as Covariance::conditional() has it
};

}  // namespace core::prior
