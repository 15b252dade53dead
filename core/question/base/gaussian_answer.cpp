#include "core/question/base/gaussian_answer.h"

#include "core/guidance/base/krylov.h"
#include "core/guidance/base/leading_modes.h"

#include <limits>

namespace core::question {
namespace {

using at::Tensor;

constexpr guidance::Stop stop{.iterations = 1000, .tolerance = 1e-4};

/// One Gauss–Newton step from x [1, D].
Tensor stepped(const denoiser::Covariance& covariance, const observe::Observed& observed, const Tensor& x)
{
    const Tensor v = covariance.conditional(std::numeric_limits<double>::infinity());
    const Tensor mean = covariance.mean().unsqueeze(0);
    const observe::LinearisedOperator seen = observed.op->linearise(x);
    const auto type = seen.value.scalar_type();
    const Tensor noise = observed.variance.to(at::kDouble).unsqueeze(0);
    const Tensor right = (observed.y - seen.value).to(at::kDouble) + seen.jvp(x - mean).to(at::kDouble);
    const guidance::Product product = [&](const Tensor& w) {
        return noise * w + seen.jvp(covariance.product(v, seen.vjp(w.to(type)))).to(at::kDouble);
    };
    const guidance::LeadingModes modes(covariance, *observed.op, x, observed.variance);
    const guidance::Solution solution = guidance::conjugateGradient(
        product, right, stop, {.start = {}, .inverse = modes.inverse(v, 1)});
    return mean + covariance.product(v, seen.vjp(solution.w.to(type)));
}

}  // namespace

std::vector<Tensor> gaussianAnswers(const prior::Prior& prior, const observe::Observed& observed,
                                    int iterations)
{
    const denoiser::Covariance* covariance = prior.denoiser().covariance();
    std::vector<Tensor> answers;
    if (covariance == nullptr || !covariance->diagonal()) {
        return answers;
    }
    Tensor x = covariance->mean().unsqueeze(0);
    for (int i = 0; i < (observed.op->linear() ? 1 : iterations); ++i) {
        x = stepped(*covariance, observed, x);
        answers.push_back(x);
    }
    return answers;
}

}  // namespace core::question
