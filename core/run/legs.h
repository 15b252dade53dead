#pragma once

#include "core/run/rollout.h"

#include <memory>

namespace core::run {

/// Which diffusion run of its problem a loop is in, and the states that those before it made. A run that does not roll
/// out has one leg, whose latent is the trajectory's own.
class Legs {
public:
    explicit Legs(std::shared_ptr<const Problem> problem);

    [[nodiscard]] int count() const;
    [[nodiscard]] int now() const { return now_; }
    [[nodiscard]] bool last() const { return now_ + 1 >= count(); }
    [[nodiscard]] bool rolls() const { return problem_->rollout != nullptr; }
    [[nodiscard]] Sampled sampled() const;

    /// Keeps what this leg sampled, x [M, D], and goes on to the next.
    void next(const Tensor& x);

    /// Latent of the whole trajectory from this leg's x̂₀ [M, D]: what came before stays, and what comes after is what
    /// the prior expects.
    [[nodiscard]] Tensor whole(const Tensor& mean) const;
    /// The same from x_t; states of other legs, as x̂₀ has them, are scaled so that they look the same at any noise.
    [[nodiscard]] Tensor wholeNoisy(const Tensor& x_t, const Tensor& mean, const denoiser::Node& at) const;

    /// Vectors of the states before this leg, [M, states, n]; undefined in a first leg that is observed
    [[nodiscard]] const Tensor& before() const { return before_; }
    void restore(int leg, const Tensor& before);

private:
    /// What this leg is given, and its law.
    void take();
    /// Vectors of this leg's states, [M, states, n], from a latent of the leg
    [[nodiscard]] Tensor states(const Tensor& x) const;
    /// Vectors of what is expected after states of this leg; undefined at the window's end
    [[nodiscard]] Tensor after(const Tensor& states) const;
    [[nodiscard]] const Rollout::Leg* leg() const;  ///< null in a first leg that is observed
    std::shared_ptr<const Problem> problem_;
    int now_ = 0;
    Tensor before_, mean_;     // mean_: vectors of the prior's mean, [1, states, n]
    observe::Observed given_;  // what guides this leg to those before
};

}  // namespace core::run
