#include "core/guidance/base/closed_form.h"

#include "core/api/error.h"

#include <algorithm>

namespace core::guidance {
namespace {

constexpr std::int64_t mostObservations = 7000;  // 0.4 GB a matrix

}  // namespace

Tensor conditionalVariance(const denoiser::Covariance& prior, const denoiser::Node& at)
{
    const Tensor& lambda = prior.eigenvalues();
    const double u2 = std::max(at.u() * at.u(), 1e-30);
    return (lambda / (lambda + u2)).mul_(u2);
}

std::optional<ClosedForm> ClosedForm::of(const observe::Operator& op, const Tensor& x, const Tensor& spread,
                                         const Tensor& noise)
{
    if (op.size() > mostObservations) {
        return std::nullopt;
    }
    std::optional<Tensor> gram = op.gram(x, spread);
    if (!gram) {
        return std::nullopt;
    }
    const Tensor matrix = gram->to(noise.device());  // operators form it on the CPU
    matrix.diagonal(0, -2, -1).add_(noise);
    auto [factor, failed] = at::linalg_cholesky_ex(matrix);
    if (failed.any().item<bool>()) {
        throw Error(Cause::badInput, "The observations' covariance is singular (an observation error is too small "
                    "beside the background error).", "Give larger observation errors.");
    }
    return ClosedForm(std::move(factor));
}

Tensor ClosedForm::solve(const Tensor& right) const
{
    if (factor_.dim() == 2) {
        return at::cholesky_solve(right.t(), factor_).t();
    }
    return at::cholesky_solve(right.unsqueeze(-1), factor_).squeeze(-1);
}

}  // namespace core::guidance
