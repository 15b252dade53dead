#include "core/denoiser/covariances.h"

#include "core/api/error.h"

namespace core::denoiser {
namespace {

/// Each axis of rows [M, n₁ · …] multiplied by its matrix: x_i… → Σ_i x_i… m_ij
Tensor alongAxes(const Tensor& rows, const std::vector<Tensor>& matrices)
{
    std::vector<std::int64_t> shape = {rows.size(0)};
    for (const Tensor& matrix : matrices) {
        shape.push_back(matrix.size(0));
    }
    Tensor x = rows.reshape(shape);
    for (std::size_t i = 0; i < matrices.size(); ++i) {
        const auto axis = static_cast<std::int64_t>(i) + 1;
        x = x.transpose(axis, -1).matmul(matrices[i]).transpose(axis, -1);
    }
    return x.reshape(rows.sizes());
}

}  // namespace

EigenCovariance::EigenCovariance(std::shared_ptr<const Covariance> basis)
    : basis_(std::move(basis)), eigenvalues_(basis_->eigenvalues())
{
}

EigenCovariance::EigenCovariance(std::shared_ptr<const Covariance> basis, Tensor eigenvalues)
    : basis_(std::move(basis)), eigenvalues_(std::move(eigenvalues))
{
}

Tensor EigenCovariance::product(const Tensor& x) const
{
    return basis_->fromEigen(basis_->toEigen(x) * eigenvalues_);
}

Tensor EigenCovariance::inverse(const Tensor& x) const
{
    return basis_->fromEigen(basis_->toEigen(x) / eigenvalues_);
}

Tensor EigenCovariance::colour(const Tensor& z) const
{
    return basis_->fromEigen(z * eigenvalues_.sqrt());
}

double EigenCovariance::logDeterminant() const
{
    return eigenvalues_.to(at::kDouble).log().sum().item<double>();
}

std::unique_ptr<LinearCovariance> EigenCovariance::plus(double lambda) const
{
    return std::unique_ptr<LinearCovariance>(new EigenCovariance(basis_, eigenvalues_ + lambda));
}

std::unique_ptr<LinearCovariance> EigenCovariance::scaled(double factor) const
{
    return std::unique_ptr<LinearCovariance>(new EigenCovariance(basis_, eigenvalues_ * factor));
}

LowRankCovariance::LowRankCovariance(Tensor d, Tensor v, Sign sign)
    : d_(std::move(d)), v_(std::move(v)), sign_(sign)
{
    if (d_.dim() != 1 || v_.dim() != 2 || v_.size(0) != d_.size(0)) {
        throw Error(Cause::badInput, "A low-rank covariance wants a diagonal [D] and factors [D, r].");
    }
    const Tensor scaledFactors = v_ / d_.sqrt().unsqueeze(1);
    const auto [left, lengths, right] = at::linalg_svd(scaledFactors, false);
    basis_ = left;
    gains_ = 1 + lengths.square() * this->sign();
    if (!d_.gt(0).all().item<bool>() || !gains_.gt(0).all().item<bool>()) {
        throw Error(Cause::badInput,
                    "A low-rank covariance is not positive definite: its factors take away more than "
                    "its diagonal holds.");
    }
}

Tensor LowRankCovariance::product(const Tensor& x) const
{
    return (x * d_).add(x.matmul(v_).matmul(v_.t()), sign());
}

Tensor LowRankCovariance::inverse(const Tensor& x) const
{
    const Tensor white = x / d_.sqrt();
    return (white + (white.matmul(basis_) * (gains_.reciprocal() - 1)).matmul(basis_.t())) / d_.sqrt();
}

Tensor LowRankCovariance::colour(const Tensor& z) const
{
    return (z + (z.matmul(basis_) * (gains_.sqrt() - 1)).matmul(basis_.t())) * d_.sqrt();
}

double LowRankCovariance::logDeterminant() const
{
    return (d_.to(at::kDouble).log().sum() + gains_.to(at::kDouble).log().sum()).item<double>();
}

std::unique_ptr<LinearCovariance> LowRankCovariance::plus(double lambda) const
{
    return std::make_unique<LowRankCovariance>(d_ + lambda, v_, sign_);
}

std::unique_ptr<LinearCovariance> LowRankCovariance::scaled(double factor) const
{
    return std::make_unique<LowRankCovariance>(d_ * factor, v_ * std::sqrt(factor), sign_);
}

LowRankCovariance LowRankCovariance::inverted() const
{
    const Tensor weight = (1 - gains_.reciprocal()) * sign();  // ≥ 0
    const Tensor factors = basis_ * weight.clamp_min(0).sqrt() / d_.sqrt().unsqueeze(1);
    return {d_.reciprocal(), factors, sign_ == Sign::plus ? Sign::minus : Sign::plus};
}

DiagonalCovariance::DiagonalCovariance(Tensor mean, Tensor variances)
    : mean_(std::move(mean)), variances_(std::move(variances))
{
}

DiagonalCovariance DiagonalCovariance::of(const Tensor& samples)
{
    return {samples.mean(0), samples.var(0, true)};
}

DiagonalCovariance DiagonalCovariance::isotropicOf(const Tensor& samples)
{
    const std::int64_t size = samples.size(1);
    return {samples.mean().expand({size}).contiguous(), samples.var(true).expand({size}).contiguous()};
}

KroneckerCovariance::KroneckerCovariance(Tensor mean, std::vector<Tensor> bases, Tensor eigenvalues)
    : mean_(std::move(mean)), eigenvalues_(std::move(eigenvalues)), bases_(std::move(bases))
{
    std::int64_t size = 1;
    for (const Tensor& basis : bases_) {
        size *= basis.dim() == 2 && basis.size(0) == basis.size(1) ? basis.size(0) : 0;
    }
    if (eigenvalues_.dim() != 1 || mean_.sizes() != eigenvalues_.sizes() || eigenvalues_.size(0) != size) {
        throw Error(Cause::badInput,
                    "A Kronecker covariance wants square bases [n, n] and as many eigenvalues as the "
                    "product of their sizes.");
    }
}

KroneckerCovariance KroneckerCovariance::of(const Tensor& samples)
{
    std::vector<Tensor> bases;
    for (std::int64_t axis = 1; axis < samples.dim(); ++axis) {
        const Tensor each = samples.movedim(axis, 0).flatten(1).to(at::kDouble);
        const Tensor away = each - each.mean(1, true);
        const Tensor spread = away.matmul(away.t()) / static_cast<double>(each.size(1) - 1);
        bases.push_back(std::get<1>(at::linalg_eigh(spread)).to(samples.scalar_type()).contiguous());
    }
    const Tensor rows = samples.flatten(1);
    const Tensor variances = alongAxes(rows, bases).var(0, true);
    return {rows.mean(0), std::move(bases), variances};
}

Tensor KroneckerCovariance::toEigen(const Tensor& x) const
{
    return alongAxes(x, bases_);
}

Tensor KroneckerCovariance::fromEigen(const Tensor& z) const
{
    std::vector<Tensor> back;
    for (const Tensor& basis : bases_) {
        back.push_back(basis.t());
    }
    return alongAxes(z, back);
}

}  // namespace core::denoiser
