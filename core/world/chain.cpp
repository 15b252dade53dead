#include "core/world/chain.h"

#include "core/api/error.h"

#include <cmath>

namespace core::world {

Tensor logNormal(const Tensor& x, const Tensor& factor)
{
    const std::int64_t d = factor.size(0);
    const Tensor rows = x.reshape({-1, d});
    const Tensor white = at::linalg_solve_triangular(factor, rows.t().contiguous(), false);
    const Tensor constant = factor.diagonal().log().sum() + 0.5 * static_cast<double>(d) * std::log(2 * M_PI);
    return (-0.5 * white.square().sum(0) - constant).reshape(x.sizes().slice(0, x.dim() - 1));
}

Tensor Chain::next(const Tensor& x, Draws& draws) const
{
    const Tensor& factor = noiseFactor();
    const Tensor ahead = mean(x);
    return factor.any().item<bool>() ? ahead + draws.normal(x.sizes()).matmul(factor.t()) : ahead;
}

Tensor Chain::trajectories(const Tensor& x, std::int64_t length, Draws& draws) const
{
    std::vector<Tensor> states;
    Tensor state = x;
    for (std::int64_t i = 0; i < length; ++i) {
        state = next(state, draws);
        states.push_back(state);
    }
    return at::stack(states, 1);
}

Tensor Chain::logProbability(const Tensor& x, const Tensor& next) const
{
    const Tensor& factor = noiseFactor();
    if ((factor.diagonal() <= 0).any().item<bool>()) {
        throw Error(Cause::badInput,
                    "This chain has no transition density: some of its numbers move without noise.");
    }
    return logNormal(next - mean(x), factor);
}

Tensor Chain::logPrior(const Tensor& trajectories) const
{
    const std::int64_t length = trajectories.size(-2);
    const Tensor from = trajectories.narrow(-2, 0, length - 1), to = trajectories.narrow(-2, 1, length - 1);
    return logProbability(from, to).sum(-1);
}

}  // namespace core::world
