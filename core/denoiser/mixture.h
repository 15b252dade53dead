#pragma once

#include "core/denoiser/denoiser.h"

#include <atomic>

namespace core::denoiser {

/// Exact denoiser of a Gaussian mixture Σ_k w_k N(m_k, S_k), with everything that follows from it in closed form:
///     p_t(x) = Σ_k w_k N(x; α m_k, C_k),  C_k = α² S_k + σ² I,  r_k ∝ w_k N(x; α m_k, C_k)
///     score = −Σ_k r_k C_k⁻¹ (x − α m_k),   D = Σ_k r_k (m_k + α S_k C_k⁻¹ (x − α m_k)) = (x + σ² score)/α
///     J = Σ_k r_k α S_k C_k⁻¹ + Σ_k r_k D_k (s_k − score)ᵀ
/// States are [M, D]. Computed in the parameters' dtype, x's own where it is wider.
/// source Song et al. 2021, arXiv:2011.13456, for the marginals
class Mixture final : public Denoiser {
public:
    /// weights [K], made to sum to 1; means [K, D]; covariances [K, D, D], or variances [K] of isotropic parts
    /// throws Error{badInput} where shapes do not fit, a weight is negative or a covariance indefinite
    Mixture(const Tensor& weights, Tensor means, const Tensor& covariances);

    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override;
    [[nodiscard]] Linearised linearise(const Tensor& x_t, const Node& at) const override;
    [[nodiscard]] std::uint64_t evaluations() const override { return evaluations_; }

    /// ∇ log p_t, [M, D]
    [[nodiscard]] Tensor score(const Tensor& x_t, const Node& at) const;
    /// log p_t, [M]
    [[nodiscard]] Tensor logDensity(const Tensor& x_t, const Node& at) const;
    /// The posterior under y = H x + N(0, diag(variance)), again a mixture: each part by its own Kalman gain,
    /// weighted by the evidence w_k N(y; H m_k, H S_k Hᵀ + R). h [n, D], y [n], variance [n]
    [[nodiscard]] Mixture conditioned(const Tensor& h, const Tensor& y, const Tensor& variance) const;

    [[nodiscard]] Tensor weights() const { return logWeights_.exp(); }  ///< [K]
    [[nodiscard]] const Tensor& means() const { return means_; }        ///< [K, D]
    [[nodiscard]] Tensor covariances() const;                           ///< [K, D, D]

    Mixture(const Mixture& other);
    Mixture& operator=(const Mixture&) = delete;

private:
    struct Parts;
    [[nodiscard]] Parts parts(const Tensor& x_t, const Node& at) const;
    Tensor logWeights_, means_;    // [K], [K, D]
    Tensor eigenvalues_, basis_;   // [K, D] and [K, D, D]; basis undefined where all parts are isotropic
    mutable std::atomic<std::uint64_t> evaluations_ = 0;
};

}  // namespace core::denoiser
