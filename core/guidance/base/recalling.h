#pragma once

#include "core/denoiser/denoiser.h"

namespace core::guidance {

using at::Tensor;
using denoiser::Denoiser;
using denoiser::Node;

/// A prior's denoiser that answers the call already made at x_t from memory, so that a sampler wrapped by a guidance
/// does not evaluate it again.
class Recalling final : public Denoiser {
public:
    /// mean  what `prior` gave at x_t and `at`
    Recalling(const Denoiser& prior, Tensor x_t, const Node& at, Tensor mean)
        : prior_(prior), x_t_(std::move(x_t)), t_(at.t), mean_(std::move(mean))
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override
    {
        return x_t.is_same(x_t_) && at.t == t_ ? mean_ : prior_.mean(x_t, at);
    }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const Node& at) const override
    {
        return prior_.linearise(x_t, at);
    }
    [[nodiscard]] const denoiser::Covariance* covariance() const override { return prior_.covariance(); }
    [[nodiscard]] const Denoiser* unconditional() const override { return prior_.unconditional(); }
    [[nodiscard]] std::uint64_t evaluations() const override { return prior_.evaluations(); }

private:
    const Denoiser& prior_;
    Tensor x_t_;
    double t_;
    Tensor mean_;
};

}  // namespace core::guidance
