#include "core/prior/exact.h"

#include "core/api/error.h"

#include <limits>

namespace core::prior {

std::optional<ExactPosterior> ExactPosterior::of(const Prior& prior, const observe::Network& network,
                                                 const observe::Observed& observed, std::int64_t most)
{
    const denoiser::Covariance* covariance = prior.denoiser().covariance();
    if (covariance == nullptr || !network.linear() || network.size() == 0 || network.size() > most) {
        return std::nullopt;
    }
    ExactPosterior out;
    out.network_ = &network;
    out.whitening_ = observed.whitening;
    out.covariance_ = covariance->conditional(std::numeric_limits<double>::infinity());
    const Tensor zero = at::zeros({1, prior.size()}, prior.options());
    const auto at0 = observed.op->linearise(zero);
    const std::optional<Tensor> gram = observed.op->gram(zero, out.covariance_);
    if (!gram) {
        return std::nullopt;
    }
    Tensor s = *gram;
    s.diagonal().add_(observed.variance.to(at::kCPU, at::kDouble));
    const auto [factor, failed] = at::linalg_cholesky_ex(s);
    if (failed.item<int>() != 0) {
        throw Error(Cause::badInput, "The observations' covariance is singular (an observation error is too small "
                    "beside the background error).", "Give larger observation errors.");
    }
    out.factor_ = factor;
    const Tensor innovation = (observed.y - at0.value[0]).to(at::kCPU, at::kDouble).unsqueeze(1);
    const Tensor w = at::cholesky_solve(innovation, factor).t().to(prior.options());
    out.mean_ = covariance->product(out.covariance_, at0.vjp(w))[0];
    return out;
}

Tensor ExactPosterior::variance(const observe::PointOperator& points) const
{
    Tensor k = network_->cross(points, covariance_);                                        // [points, n]
    if (whitening_) {
        k = whitening_->apply(k);
    }
    const Tensor half = at::linalg_solve_triangular(factor_, k.t().contiguous(), false);     // [n, points]
    return (points.variance(covariance_) - half.square().sum(0)).clamp_min(0);
}

}  // namespace core::prior
