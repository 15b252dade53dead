#pragma once

#include "core/denoiser/costed.h"
#include "core/denoiser/denoiser.h"

#include <atomic>
#include <vector>

namespace core::denoiser {

/// Stationary first-order autoregressive series, one a lane of the state:
///     x_{t+1} = ρ x_t + q,   ⟨x_t x_t'⟩ = λ ρ^|t − t'|
struct ChainLaw {
    std::int64_t times = 1;
    Tensor variance;     ///< λ of each group of lanes, [G] float64
    Tensor correlation;  ///< ρ of each group in [0, 1), [G] float64
    Tensor group;        ///< group of each lane, [n] int64
    at::TensorOptions options;
};

/// Covariance between times t < t' of V = (Σ⁻¹ + u⁻²)⁻¹ at chosen times: V_tt' = exp(logGain_t' − logGain_t) · variance_t'.
struct ChainMarginals {
    Tensor variance;  ///< V_tt, [K, G] float64
    Tensor logGain;   ///< sum of ln(∂E[x_s | x_{s+1}]/∂x_{s+1}) over s before the time, [K, G] float64
};

/// Covariance of a chain. State x [M, times · n], time by time. V is the smoother's: tridiagonal inverse, so a product is
/// a forward and a backward sweep over the times in float64, O(D) and without a second state in memory.
///     C_t = (1/P_t + 1/u²)⁻¹,   P_{t+1} = ρ² C_t + λ(1 − ρ²),   G_t = ρ C_t/P_{t+1}
/// source  Rauch, Tung & Striebel 1965, doi:10.2514/3.3166
class ChainCovariance final : public Covariance {
public:
    /// throws Error{bug} when the law's tensors do not fit together
    explicit ChainCovariance(ChainLaw law);

    [[nodiscard]] bool diagonal() const override { return false; }
    [[nodiscard]] double largest() const override;
    [[nodiscard]] Tensor conditional(double u) const override;
    [[nodiscard]] Tensor product(const Tensor& v, const Tensor& x) const override;
    [[nodiscard]] Tensor root(const Tensor& v, const Tensor& x) const override;
    [[nodiscard]] Tensor mean() const override;
    /// scale · V_u x, u given as u²
    [[nodiscard]] Tensor smoothed(const Tensor& x, double u2, double scale) const;
    [[nodiscard]] std::int64_t size() const { return law_.times * law_.group.size(0); }  ///< D
    /// V between the given times, ascending. v as conditional() gives it
    [[nodiscard]] ChainMarginals marginals(const std::vector<std::int64_t>& times, const Tensor& v) const;

    [[nodiscard]] const Tensor& eigenvalues() const override;
    [[nodiscard]] Tensor toEigen(const Tensor& x) const override;
    [[nodiscard]] Tensor fromEigen(const Tensor& z) const override;

private:
    struct Gains;
    ChainLaw law_;
    [[nodiscard]] Gains gains(double u2) const;
};

/// Exact denoiser of a chain: the Kalman smoother of x_t/α with noise u. source  as ChainCovariance
class ChainDenoiser final : public Denoiser, public Costed {
public:
    explicit ChainDenoiser(std::shared_ptr<const ChainCovariance> covariance) : covariance_(std::move(covariance)) {}
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override;
    [[nodiscard]] Linearised linearise(const Tensor& x_t, const Node& at) const override;
    [[nodiscard]] const Covariance* covariance() const override { return covariance_.get(); }
    [[nodiscard]] std::uint64_t evaluations() const override { return evaluations_; }
    /// four an element on the way forward, three back
    [[nodiscard]] double flops() const override { return 7 * static_cast<double>(covariance_->size()); }

private:
    std::shared_ptr<const ChainCovariance> covariance_;
    mutable std::atomic<std::uint64_t> evaluations_ = 0;
};

}  // namespace core::denoiser
