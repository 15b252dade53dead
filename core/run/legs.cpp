#include "core/run/legs.h"

#include <cmath>
#include <vector>

namespace core::run {
namespace {

/// Parts of a trajectory one after the other in time; undefined ones have no states.
Tensor inTime(std::initializer_list<Tensor> parts)
{
    std::vector<Tensor> there;
    for (const Tensor& part : parts) {
        if (part.defined()) {
            there.push_back(part);
        }
    }
    return there.size() == 1 ? there.front() : at::cat(there, 2);
}

Tensor scaled(const Tensor& part, double factor)
{
    return part.defined() ? part * factor : part;
}

}  // namespace

Legs::Legs(std::shared_ptr<const Problem> problem) : problem_(std::move(problem))
{
    if (rolls()) {
        before_ = problem_->rollout->given;
    }
}

int Legs::count() const
{
    return rolls() ? problem_->rollout->count() : 1;
}

const Rollout::Leg* Legs::leg() const
{
    const Rollout& rollout = *problem_->rollout;
    const int index = now_ - (rollout.start ? 1 : 0);
    return index < 0 ? nullptr : &rollout.legs[static_cast<std::size_t>(index)];
}

Sampled Legs::sampled() const
{
    if (now_ == 0) {
        return sampledFirst(*problem_);
    }
    const prior::Transition& law = *leg()->law;
    return {&law.denoiser(), nullptr, law.size()};
}

Tensor Legs::states(const Tensor& x) const
{
    const Rollout::Leg* now = leg();
    if (now == nullptr) {
        return problem_->rollout->observed->coefficients(x);
    }
    return now->law->expected(before_.narrow(2, now->first - now->past, now->past)) + now->law->departure(x);
}

Tensor Legs::after(const Tensor& states) const
{
    const Rollout::Leg* now = leg();
    const int left = problem_->window.length - (now != nullptr ? now->end : problem_->observedStates);
    return left == 0 ? Tensor() : problem_->rollout->decay.narrow(1, 0, left) * states.narrow(2, states.size(2) - 1, 1);
}

void Legs::next(const Tensor& x)
{
    const Tensor made = states(x);
    before_ = before_.defined() ? inTime({before_.expand({made.size(0), -1, -1, -1}), made}) : made;
    ++now_;
}

Tensor Legs::whole(const Tensor& mean) const
{
    if (!rolls()) {
        return mean;
    }
    const Tensor now = states(mean);
    const Tensor before = before_.defined() ? before_.expand({now.size(0), -1, -1, -1}) : before_;
    return problem_->rollout->whole->latent(inTime({before, now, after(now)}));
}

Tensor Legs::wholeNoisy(const Tensor& x_t, const Tensor& mean, const denoiser::Node& at) const
{
    if (!rolls()) {
        return x_t;
    }
    const double shown = at.alpha * std::sqrt(1 + at.u() * at.u());  // what views divide x_t by
    const Tensor now = states(x_t / at.alpha) * at.alpha;
    const Tensor before = before_.defined() ? before_.expand({now.size(0), -1, -1, -1}) : before_;
    return problem_->rollout->whole->latent(inTime({scaled(before, shown), now, scaled(after(states(mean)), shown)}));
}

void Legs::restore(int leg, const Tensor& before)
{
    now_ = leg;
    before_ = before;
}

}  // namespace core::run
