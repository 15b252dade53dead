#include "core/denoiser/gaussian.h"

#include "core/api/error.h"

namespace core::denoiser {
namespace {

double squaredNoise(const Node& at)
{
    // keeps 0/0 out of null directions at the very end of a schedule without σ_min
    return std::max(at.u() * at.u(), 1e-30);
}

}  // namespace

Gaussian::Gaussian(std::shared_ptr<const Covariance> covariance) : covariance_(std::move(covariance))
{
    const Tensor mean = covariance_->mean();
    if (mean.any().item<bool>()) {
        eigenMean_ = covariance_->toEigen(mean.unsqueeze(0));
    }
}

Tensor Gaussian::mean(const Tensor& x_t, const Node& at) const
{
    ++evaluations_;
    const Tensor& lambda = covariance_->eigenvalues();
    const double u2 = squaredNoise(at);
    const Tensor total = lambda + u2;
    const Tensor gain = lambda.div(total).mul_(1 / at.alpha);
    const Tensor z = covariance_->toEigen(x_t);
    if (!eigenMean_.defined()) {
        return covariance_->fromEigen(z * gain);
    }
    return covariance_->fromEigen((eigenMean_ * total.reciprocal_().mul_(u2)).addcmul(z, gain));
}

Tensor Gaussian::noise(const Tensor& x_t, const Node& at) const
{
    ++evaluations_;
    const Tensor gain = (covariance_->eigenvalues() + squaredNoise(at)).reciprocal_().mul_(at.u());
    Tensor z = covariance_->toEigen(x_t).mul(1 / at.alpha);
    if (eigenMean_.defined()) {
        z.sub_(eigenMean_);
    }
    return covariance_->fromEigen(z.mul_(gain));
}

double Gaussian::flops() const
{
    const double products = eigenMean_.defined() ? 2 : 1;
    return products * static_cast<double>(covariance_->eigenvalues().numel());
}

Linearised Gaussian::linearise(const Tensor& x_t, const Node& at) const
{
    const Tensor& lambda = covariance_->eigenvalues();
    const Tensor slope = (lambda / (lambda + squaredNoise(at))).mul_(1 / at.alpha);
    return {.mean = mean(x_t, at), .vjp = [covariance = covariance_, slope](const Tensor& v) {
                return covariance->fromEigen(covariance->toEigen(v) * slope);
            }};
}

DenseCovariance::DenseCovariance(const Tensor& mean, const Tensor& covariance) : mean_(mean)
{
    if (mean.dim() != 1 || covariance.dim() != 2 || covariance.size(0) != mean.size(0) ||
        covariance.size(1) != mean.size(0)) {
        throw Error(Cause::bug, "DenseCovariance wants a mean [D] and a covariance [D, D].");
    }
    const auto [values, vectors] = at::linalg_eigh(covariance.to(at::kDouble));
    eigenvalues_ = values.clamp_min(0).to(mean.scalar_type());
    basis_ = vectors.to(mean.scalar_type()).contiguous();
}

Tensor DenseCovariance::toEigen(const Tensor& x) const
{
    return x.matmul(basis_);
}

Tensor DenseCovariance::fromEigen(const Tensor& z) const
{
    return z.matmul(basis_.t());
}

}  // namespace core::denoiser
