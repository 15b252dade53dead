#include "core/question/base/probe.h"

namespace core::question {
namespace {

using at::Tensor;

constexpr double ridge = 10;  // of standardised weights: strong enough where features outnumber samples
constexpr int iterations = 25;

/// Features with a constant one after them.
Tensor withConstant(const Tensor& features)
{
    return at::cat({features, at::ones({features.size(0), 1}, features.options())}, 1);
}

/// Weights [features + 1] of rows x with labels y ∈ {0, 1}.
Tensor fitted(const Tensor& x, const Tensor& y)
{
    Tensor penalty = at::full({x.size(1)}, ridge, x.options());
    penalty[-1] = 1e-6;  // the constant is free
    Tensor weights = at::zeros({x.size(1)}, x.options());
    for (int i = 0; i < iterations; ++i) {
        const Tensor p = at::sigmoid(at::mv(x, weights));
        const Tensor gradient = at::mv(x.t(), y - p) - penalty * weights;
        const Tensor hessian = at::mm(x.t(), x * (p * (1 - p)).unsqueeze(1)) + at::diag(penalty);
        weights = weights + std::get<0>(at::linalg_solve_ex(hessian, gradient));
    }
    return weights;
}

}  // namespace

double toldRight(const TwoKinds& train, const TwoKinds& test)
{
    const Tensor all = at::cat({train.first, train.second});
    const Tensor mean = all.mean(0), deviation = all.std(0, true).clamp_min(1e-12);
    const Tensor labels = at::cat(
        {at::zeros({train.first.size(0)}, all.options()), at::ones({train.second.size(0)}, all.options())});
    const Tensor weights = fitted(withConstant((all - mean) / deviation), labels);
    const auto right = [&](const Tensor& features, bool second) {
        const Tensor said = at::mv(withConstant((features - mean) / deviation), weights) > 0;
        const double share = said.to(at::kDouble).mean().item<double>();
        return second ? share : 1 - share;
    };
    return (right(test.first, false) + right(test.second, true)) / 2;
}

}  // namespace core::question
