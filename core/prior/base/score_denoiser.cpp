#include "core/prior/score_denoiser.h"

#include "core/network/derivative.h"

#include <cmath>

namespace core::prior {

ScoreDenoiser::ScoreDenoiser(std::shared_ptr<const network::ScoreNetwork> network,
                             std::shared_ptr<const schedule::Schedule> schedule,
                             std::vector<std::int64_t> state)
    : network_(std::move(network)), schedule_(std::move(schedule)), state_(std::move(state))
{
}

Node ScoreDenoiser::trainedLevel(const Node& at) const
{
    constexpr double near = 1e-9;
    const Node same = schedule_->at(at.t);
    if (std::abs(same.u() - at.u()) <= near * at.u()) {
        return same;
    }
    return schedule_->at(schedule_->timeOf(at.u()));
}

Tensor ScoreDenoiser::estimated(const Tensor& x_t, const Node& at) const
{
    const Node own = trainedLevel(at);
    std::vector<std::int64_t> shape = {x_t.size(0), -1};
    shape.insert(shape.end(), state_.begin(), state_.end());
    const Tensor scaled = own.alpha == at.alpha ? x_t : x_t * (own.alpha / at.alpha);
    ++evaluations_;
    return (*network_)(scaled.reshape(shape), at::scalar_tensor(own.t, x_t.options())).reshape(x_t.sizes());
}

Tensor ScoreDenoiser::noise(const Tensor& x_t, const Node& at) const
{
    return estimated(x_t, at);
}

Tensor ScoreDenoiser::mean(const Tensor& x_t, const Node& at) const
{
    return x_t.sub(estimated(x_t, at), at.sigma) / at.alpha;
}

denoiser::Linearised ScoreDenoiser::linearise(const Tensor& x_t, const Node& at) const
{
    const auto result = network::differentiate(
        [this, at](const Tensor& x) { return x.sub(estimated(x, at), at.sigma) / at.alpha; }, x_t);
    return {result.value, result.vjp};
}

}  // namespace core::prior
