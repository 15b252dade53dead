#pragma once

#include "core/denoiser/costed.h"
#include "core/denoiser/denoiser.h"

#include <atomic>

namespace core::denoiser {

/// Exact denoiser of N(mean, Σ) in any eigenbasis: the Wiener filter.
///     D(x_t) = mean + Σ(Σ + u²)⁻¹(x_t/α − mean),   u = σ/α
/// source science of azula's GaussianDenoiser; here in the eigenbasis, one product an element
class Gaussian final : public Denoiser, public Costed {
public:
    explicit Gaussian(std::shared_ptr<const Covariance> covariance);
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override;
    /// ẑ = u (Σ + u²)⁻¹ (x_t/α − mean)
    [[nodiscard]] Tensor noise(const Tensor& x_t, const Node& at) const override;
    [[nodiscard]] Linearised linearise(const Tensor& x_t, const Node& at) const override;
    [[nodiscard]] const Covariance* covariance() const override { return covariance_.get(); }
    [[nodiscard]] std::uint64_t evaluations() const override { return evaluations_; }
    /// one product an element; the way into an eigenbasis that is not the state's own and back is left out
    [[nodiscard]] double flops() const override;

private:
    std::shared_ptr<const Covariance> covariance_;
    Tensor eigenMean_;  // [1, D]; undefined where the mean is zero
    mutable std::atomic<std::uint64_t> evaluations_ = 0;
};

/// Dense Σ [D, D] with mean [D], eigendecomposed in float64: tests, small worlds.
class DenseCovariance final : public Covariance {
public:
    DenseCovariance(const Tensor& mean, const Tensor& covariance);
    [[nodiscard]] const Tensor& eigenvalues() const override { return eigenvalues_; }
    [[nodiscard]] Tensor toEigen(const Tensor& x) const override;
    [[nodiscard]] Tensor fromEigen(const Tensor& z) const override;
    [[nodiscard]] Tensor mean() const override { return mean_; }

private:
    Tensor mean_, eigenvalues_, basis_;  // basis_ columns are eigenvectors
};

}  // namespace core::denoiser
