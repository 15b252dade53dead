#pragma once

#include "core/prior/spectral_model.h"
#include "core/prior/spectral_time.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace core::prior {

/// The law of states that follow given ones under a spectral prior, exactly:
///     x_n | x_p ~ N(A_l x_p, B_l ⊗ S_l),   A_l = ρ_np ρ_pp⁻¹,   S_l = ρ_nn − ρ_np ρ_pp⁻¹ ρ_pn,   ρ = exp(−|t − t'|/τ_l)
/// Its latent is the departure from A_l x_p in the eigenbasis of B_l ⊗ S_l, scaled as Spectral's, so members with pasts
/// of their own share one denoiser. States are coefficients of the standardised fields, [M, N, times, channels].
/// source  departures from the last state: GenCast, arXiv:2312.15796; conditioning: Anderson 2003, theorem 2.5.1
class Transition {
public:
    /// past, next  seconds since 1970; at least one each
    Transition(const SpectralModel& model, const std::vector<std::int64_t>& past, const std::vector<std::int64_t>& next,
               const at::TensorOptions& options);

    [[nodiscard]] std::int64_t size() const { return time_->denoiser().covariance()->eigenvalues().size(0); }
    /// of the departure: exact, with a diagonal covariance and mean zero
    [[nodiscard]] const denoiser::Denoiser& denoiser() const { return time_->denoiser(); }
    /// A_l x_p: past [M, N, p, C] → [M, N, n, C]
    [[nodiscard]] Tensor expected(const Tensor& past) const { return at::matmul(gain_, past); }
    /// departure x [M, D] → [M, N, n, C]
    [[nodiscard]] Tensor departure(const Tensor& x) const { return time_->coefficients(x); }

private:
    Tensor gain_;  // A_l of each coefficient, [N, n, p]
    std::unique_ptr<SpectralTime> time_;
};

}  // namespace core::prior
