#pragma once

#include "core/denoiser/denoiser.h"
#include "core/network/score.h"
#include "core/schedule/schedule.h"

#include <atomic>
#include <memory>
#include <vector>

namespace core::prior {

using at::Tensor;
using denoiser::Node;

/// E[x | x_t] of trajectories from SDA's noise estimator:
///     D = (x_t − σ ε(x_t, t))/α
/// Latent x [M, L · C …], state by state. Only u = σ/α matters: on another schedule the state is rescaled to the time at
/// which the network's own has that u.
/// source  Rozet, Louppe 2023, arXiv:2306.10574, section 3
class ScoreDenoiser final : public denoiser::Denoiser {
public:
    /// schedule  the one the network was trained with
    /// state     [C] or [C, H, W]
    ScoreDenoiser(std::shared_ptr<const network::ScoreNetwork> network,
                  std::shared_ptr<const schedule::Schedule> schedule, std::vector<std::int64_t> state);

    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override;
    /// the network's own estimate: nothing cancels where σ is small
    [[nodiscard]] Tensor noise(const Tensor& x_t, const Node& at) const override;
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const Node& at) const override;
    [[nodiscard]] std::uint64_t evaluations() const override { return evaluations_; }
    /// k of a local network, which sees 2k + 1 states; 0: all at once
    [[nodiscard]] std::int64_t order() const { return network_->config().order; }

private:
    [[nodiscard]] Tensor estimated(const Tensor& x_t, const Node& at) const;
    [[nodiscard]] Node trainedLevel(const Node& at) const;

    std::shared_ptr<const network::ScoreNetwork> network_;
    std::shared_ptr<const schedule::Schedule> schedule_;
    std::vector<std::int64_t> state_;
    mutable std::atomic<std::uint64_t> evaluations_ = 0;
};

}  // namespace core::prior
