#pragma once

#include "core/denoiser/denoiser.h"
#include "core/observe/operator.h"
#include "core/prior/prior.h"
#include "core/prior/transition.h"

#include <cstdint>
#include <memory>

namespace core::run {

using at::Tensor;

/// The law of states that follow given ones: what a leg of a rollout samples. States are vectors as the prior's
/// StateVectors have them, [M, states, n].
class Following {
public:
    virtual ~Following() = default;
    [[nodiscard]] virtual const denoiser::Denoiser& denoiser() const = 0;
    [[nodiscard]] virtual std::int64_t size() const = 0;  ///< D of the leg's latent
    /// What guides the leg to the states before it, [M, p, n]; without an operator where the denoiser knows them itself.
    [[nodiscard]] virtual observe::Observed given(const Tensor& past) const = 0;
    /// The states that follow, from a latent x [M, D] and the states before it: [M, k, n]
    [[nodiscard]] virtual Tensor states(const Tensor& x, const Tensor& past) const = 0;
};

/// Of a spectral prior, exactly: its denoiser is that of departures from what is expected.
class ExactFollowing final : public Following {
public:
    ExactFollowing(prior::Transition law, std::int64_t channels) : law_(std::move(law)), channels_(channels) {}
    [[nodiscard]] const denoiser::Denoiser& denoiser() const override { return law_.denoiser(); }
    [[nodiscard]] std::int64_t size() const override { return law_.size(); }
    [[nodiscard]] observe::Observed given(const Tensor& past) const override { return static_cast<void>(past), observe::Observed{}; }
    [[nodiscard]] Tensor states(const Tensor& x, const Tensor& past) const override;

private:
    prior::Transition law_;
    std::int64_t channels_;
};

/// Of any prior: a window of the states before and those that follow, guided to the former.
class GuidedFollowing final : public Following {
public:
    /// past, next  states given and states sampled, the window's first; others of the window are left out
    GuidedFollowing(std::shared_ptr<const prior::Prior> window, int past, int next)
        : window_(std::move(window)), past_(past), next_(next)
    {
    }
    [[nodiscard]] const denoiser::Denoiser& denoiser() const override { return window_->denoiser(); }
    [[nodiscard]] std::int64_t size() const override { return window_->size(); }
    [[nodiscard]] observe::Observed given(const Tensor& past) const override;
    [[nodiscard]] Tensor states(const Tensor& x, const Tensor& past) const override;

private:
    std::shared_ptr<const prior::Prior> window_;
    int past_, next_;
};

}  // namespace core::run
