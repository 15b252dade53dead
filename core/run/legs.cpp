#include "core/run/legs.h"

#include "core/prior/state_vectors.h"

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
    return there.size() == 1 ? there.front() : at::cat(there, 1);
}

/// As many rows as `like` has
Tensor asMany(const Tensor& part, const Tensor& like)
{
    return part.defined() ? part.expand({like.size(0), -1, -1}) : part;
}

}  // namespace

Legs::Legs(std::shared_ptr<const Problem> problem) : problem_(std::move(problem))
{
    if (rolls()) {
        before_ = problem_->rollout->given;
        const prior::Prior& whole = *problem_->prior;
        mean_ = whole.stateVectors().states(at::zeros({1, whole.size()}, whole.options()));
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
    const Following& law = *leg()->law;
    const bool guided = given_.op != nullptr;
    return {&law.denoiser(), guided ? &given_ : nullptr, law.size(), guided};
}

Tensor Legs::states(const Tensor& x) const
{
    const Rollout::Leg* now = leg();
    if (now == nullptr) {
        return problem_->rollout->start->prior->stateVectors().states(x).narrow(1, 0, problem_->observedStates);
    }
    return now->law->states(x, before_.narrow(1, now->first - now->past, now->past));
}

Tensor Legs::after(const Tensor& states) const
{
    const Rollout::Leg* now = leg();
    const int end = now != nullptr ? now->end : problem_->observedStates, left = problem_->window.length - end;
    if (left == 0) {
        return {};
    }
    const Tensor last = states.narrow(1, states.size(1) - 1, 1);
    return asMany(problem_->prior->stateVectors().expected(last, mean_.narrow(1, end, left)), states);
}

void Legs::take()
{
    const Rollout::Leg* now = rolls() ? leg() : nullptr;
    given_ = now == nullptr ? observe::Observed{} : now->law->given(before_.narrow(1, now->first - now->past, now->past));
}

void Legs::next(const Tensor& x)
{
    const Tensor made = states(x);
    before_ = inTime({asMany(before_, made), made});
    ++now_;
    take();
}

Tensor Legs::whole(const Tensor& mean) const
{
    if (!rolls()) {
        return mean;
    }
    const Tensor now = states(mean);
    return problem_->prior->stateVectors().latent(inTime({asMany(before_, now), now, after(now)}));
}

Tensor Legs::wholeNoisy(const Tensor& x_t, const Tensor& mean, const denoiser::Node& at) const
{
    if (!rolls()) {
        return x_t;
    }
    const double shown = std::sqrt(1 + at.u() * at.u());  // what views divide x_t/α by
    const Tensor now = states(x_t / at.alpha);
    const auto scaled = [&](const Tensor& part, std::int64_t first) {  // departures from the mean, which the latent holds
        if (!part.defined()) {
            return part;
        }
        const Tensor centre = mean_.narrow(1, first, part.size(1));
        return asMany(centre + (part - centre) * shown, now);
    };
    const Tensor later = after(states(mean));
    const std::int64_t first = before_.defined() ? before_.size(1) : 0;
    return problem_->prior->stateVectors().latent(inTime({scaled(before_, 0), now, scaled(later, first + now.size(1))})) * at.alpha;
}

void Legs::restore(int leg, const Tensor& before)
{
    now_ = leg;
    before_ = before;
    take();
}

}  // namespace core::run
