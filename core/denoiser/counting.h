#pragma once

#include "core/denoiser/denoiser.h"

#include <memory>
#include <utility>

namespace core::denoiser {

/// Calls of a denoiser, whatever the number of members in each.
struct Calls {
    std::uint64_t means = 0;           ///< noise estimates included
    std::uint64_t linearisations = 0;  ///< evaluations that can be differentiated
    std::uint64_t products = 0;        ///< with the derivative, Jᵀv
    [[nodiscard]] std::uint64_t evaluations() const { return means + linearisations; }
};

/// A denoiser that counts what it is asked, the derivative's products too.
class Counting final : public Denoiser {
public:
    /// inner and calls must outlive this
    Counting(const Denoiser& inner, Calls& calls) : inner_(inner), calls_(calls)
    {
        if (const Denoiser* free = inner.unconditional()) {
            free_ = std::make_unique<Counting>(*free, calls);
        }
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override
    {
        ++calls_.means;
        return inner_.mean(x_t, at);
    }
    [[nodiscard]] Tensor noise(const Tensor& x_t, const Node& at) const override
    {
        ++calls_.means;
        return inner_.noise(x_t, at);
    }
    [[nodiscard]] Linearised linearise(const Tensor& x_t, const Node& at) const override
    {
        ++calls_.linearisations;
        Linearised out = inner_.linearise(x_t, at);
        return {.mean = std::move(out.mean),
                .vjp = [vjp = std::move(out.vjp), &calls = calls_](const Tensor& v) {
                    ++calls.products;
                    return vjp(v);
                }};
    }
    [[nodiscard]] const Covariance* covariance() const override { return inner_.covariance(); }
    [[nodiscard]] const Denoiser* unconditional() const override { return free_.get(); }
    [[nodiscard]] std::uint64_t evaluations() const override { return inner_.evaluations(); }

private:
    const Denoiser& inner_;
    Calls& calls_;
    std::unique_ptr<Counting> free_;
};

}  // namespace core::denoiser
