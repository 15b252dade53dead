#pragma once

#include "core/denoiser/denoiser.h"

#include <memory>
#include <vector>

namespace core::denoiser {

/// A covariance C of states of D elements that is used without being formed. Rows are states: x [M, D].
class LinearCovariance {
public:
    virtual ~LinearCovariance() = default;
    [[nodiscard]] virtual Tensor product(const Tensor& x) const = 0;  ///< C x of each row
    [[nodiscard]] virtual Tensor inverse(const Tensor& x) const = 0;  ///< C⁻¹ x of each row
    [[nodiscard]] virtual Tensor colour(
        const Tensor& z) const = 0;  ///< B z, B Bᵀ = C: white noise becomes noise of C
    [[nodiscard]] virtual double logDeterminant() const = 0;                                  ///< ln |C|
    [[nodiscard]] virtual std::unique_ptr<LinearCovariance> plus(double lambda) const = 0;    ///< C + λI
    [[nodiscard]] virtual std::unique_ptr<LinearCovariance> scaled(double factor) const = 0;  ///< f C, f > 0
};

/// C = Q Λ Qᵀ in an eigenbasis known beforehand: isotropic, diagonal, Kronecker and dense covariances.
///     C x = Q Λ Qᵀ x,  C + λI = Q (Λ + λ) Qᵀ,  B = Q √Λ
class EigenCovariance final : public LinearCovariance {
public:
    explicit EigenCovariance(std::shared_ptr<const Covariance> basis);
    [[nodiscard]] Tensor product(const Tensor& x) const override;
    [[nodiscard]] Tensor inverse(const Tensor& x) const override;
    [[nodiscard]] Tensor colour(const Tensor& z) const override;
    [[nodiscard]] double logDeterminant() const override;
    [[nodiscard]] std::unique_ptr<LinearCovariance> plus(double lambda) const override;
    [[nodiscard]] std::unique_ptr<LinearCovariance> scaled(double factor) const override;

private:
    EigenCovariance(std::shared_ptr<const Covariance> basis, Tensor eigenvalues);
    std::shared_ptr<const Covariance> basis_;
    Tensor eigenvalues_;  // [D]
};

/// C = diag(d) ± V Vᵀ, V [D, r] with r ≪ D: by the Woodbury identity, r × r systems only.
///     C⁻¹ = diag(d)⁻¹ ∓ W Wᵀ: the inverse of one sign has the other
///     B = √d (I ± S Sᵀ)^½,  S = V/√d
class LowRankCovariance final : public LinearCovariance {
public:
    enum class Sign { plus, minus };
    /// d [D] > 0; throws Error{badInput} where shapes do not fit or C is not positive definite
    LowRankCovariance(Tensor d, Tensor v, Sign sign);
    [[nodiscard]] Tensor product(const Tensor& x) const override;
    [[nodiscard]] Tensor inverse(const Tensor& x) const override;
    [[nodiscard]] Tensor colour(const Tensor& z) const override;
    [[nodiscard]] double logDeterminant() const override;
    [[nodiscard]] std::unique_ptr<LinearCovariance> plus(double lambda) const override;
    [[nodiscard]] std::unique_ptr<LinearCovariance> scaled(double factor) const override;
    /// C⁻¹ as a covariance of the same structure
    [[nodiscard]] LowRankCovariance inverted() const;

private:
    [[nodiscard]] double sign() const { return sign_ == Sign::plus ? 1 : -1; }
    Tensor d_, v_;  // [D], [D, r]
    Sign sign_;
    Tensor basis_, gains_;  // S Sᵀ = basis diag(e) basisᵀ: [D, r], and 1 ± e, [r]
};

/// diag(λ) with its mean: the basis is the state's own. A prior of independent elements; isotropic where λ is constant.
class DiagonalCovariance final : public Covariance {
public:
    DiagonalCovariance(Tensor mean, Tensor variances);
    /// variance of each element of samples [N, D], N − 1 in the denominator
    static DiagonalCovariance of(const Tensor& samples);
    /// one variance for all elements: of all the samples' numbers about their common mean
    static DiagonalCovariance isotropicOf(const Tensor& samples);
    [[nodiscard]] const Tensor& eigenvalues() const override { return variances_; }
    [[nodiscard]] Tensor mean() const override { return mean_; }

private:
    Tensor mean_, variances_;
};

/// (Q₁ ⊗ … ⊗ Qₙ) diag(λ) (Q₁ ⊗ … ⊗ Qₙ)ᵀ over states that are arrays [n₁, …, nₙ], flattened row-major.
class KroneckerCovariance final : public Covariance {
public:
    /// bases  orthonormal columns, [nᵢ, nᵢ]; throws Error{badInput} where shapes do not fit
    KroneckerCovariance(Tensor mean, std::vector<Tensor> bases, Tensor eigenvalues);
    /// Qᵢ diagonalise the covariance along each axis of samples [N, n₁, …, nₙ], λ is the variance in that basis
    static KroneckerCovariance of(const Tensor& samples);
    [[nodiscard]] const Tensor& eigenvalues() const override { return eigenvalues_; }
    [[nodiscard]] Tensor toEigen(const Tensor& x) const override;
    [[nodiscard]] Tensor fromEigen(const Tensor& z) const override;
    [[nodiscard]] Tensor mean() const override { return mean_; }
    [[nodiscard]] const std::vector<Tensor>& bases() const { return bases_; }

private:
    Tensor mean_, eigenvalues_;
    std::vector<Tensor> bases_;
};

}  // namespace core::denoiser
