#include "core/guidance/base/closed_form.h"

#include "core/api/error.h"

namespace core::guidance {

Tensor conditionalVariance(const denoiser::Covariance& prior, const denoiser::Node& at)
{
    return prior.conditional(at.u());
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
    return choleskySolved(factor_, right);
}

Tensor choleskySolved(const Tensor& factor, const Tensor& right)
{
    if (factor.dim() == 2) {
        return at::cholesky_solve(right.t(), factor).t();
    }
    return at::cholesky_solve(right.unsqueeze(-1), factor).squeeze(-1);
}

}  // namespace core::guidance
