#include "core/baseline/particle_filter.h"

#include "core/api/error.h"

#include <cmath>

namespace core::baseline {

namespace {

/// Indices of the particles that go on, [n]
Tensor resampled(const Tensor& weights, Resampling how, world::Draws& draws)
{
    const std::int64_t n = weights.size(0);
    const Tensor places = how == Resampling::multinomial
                              ? draws.uniform(n)
                              : (at::arange(n, at::kDouble) + draws.uniform(1)) / static_cast<double>(n);
    return at::searchsorted(weights.cumsum(0), places, false, true).clamp_max(n - 1);
}

/// Follows the ancestors back from the last state. states [n, d] each, ancestors [n] or undefined
Tensor traced(const std::vector<Tensor>& states, const std::vector<Tensor>& ancestors)
{
    Tensor index = at::arange(states.front().size(0));
    std::vector<Tensor> path(states.size());
    for (std::size_t i = states.size(); i-- > 0;) {
        if (ancestors[i].defined()) {
            index = ancestors[i].index_select(0, index);
        }
        path[i] = states[i].index_select(0, index);
    }
    return at::stack(path, 1);
}

}  // namespace

Particles particleFilter(const world::Chain& chain, std::int64_t length, std::span<const Seen> seen,
                         const ParticlePlan& plan)
{
    expectOrdered(seen, length);
    if (plan.particles < 1) {
        throw Error(Cause::badInput, "A particle filter wants at least one particle.");
    }
    world::Draws model(plan.seed, 0), choice(plan.seed, 1);
    Tensor state = chain.start(plan.particles, model);
    for (std::int64_t i = 0; i < plan.burnIn; ++i) {
        state = chain.next(state, model);
    }
    Particles out;
    std::vector<Tensor> states, ancestors(static_cast<std::size_t>(length));
    std::vector<double> effective;
    auto next = seen.begin();
    for (std::int64_t i = 0; i < length; ++i) {
        state = i == 0 ? state : chain.next(state, model);
        states.push_back(state);
        if (next == seen.end() || next->state != i) {
            continue;
        }
        const Tensor logs = logLikelihood(next->observed, state);
        const double total = logs.logsumexp({0}).item<double>();
        if (!std::isfinite(total)) {
            throw Error(Cause::badInput,
                        "No particle explains the observations of state " + std::to_string(i) + ".",
                        "Use more particles or larger observation errors.");
        }
        const Tensor weights = (logs - total).exp();
        out.logEvidence += total - std::log(static_cast<double>(plan.particles));
        effective.push_back(1 / weights.square().sum().item<double>());
        ancestors[static_cast<std::size_t>(i)] = resampled(weights, plan.resampling, choice);
        state = state.index_select(0, ancestors[static_cast<std::size_t>(i)]);
        ++next;
    }
    out.trajectories = traced(states, ancestors);
    out.effective = at::tensor(effective, at::kDouble);
    return out;
}

}  // namespace core::baseline
