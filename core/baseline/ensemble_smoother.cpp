#include "core/baseline/ensemble_smoother.h"

#include "core/api/error.h"

namespace core::baseline {

namespace {

/// Corrects all states so far, [M, i · d], by what is seen of the last one.
Tensor corrected(const Tensor& states, const Tensor& newest, const observe::Observed& observed,
                 world::Draws& draws)
{
    const Tensor shown = observed.op->apply(newest);  // [M, n]
    const auto freedom = static_cast<double>(states.size(0) - 1);
    const Tensor deviations = states - states.mean(0), seen = shown - shown.mean(0);
    const Tensor variance = observed.variance.to(at::kDouble);
    const Tensor factor = at::linalg_cholesky(seen.t().matmul(seen) / freedom + variance.diag());
    const Tensor perturbed = observed.y.to(at::kDouble) + variance.sqrt() * draws.normal(shown.sizes());
    const Tensor weights = at::cholesky_solve((perturbed - shown).t().contiguous(), factor).t();  // [M, n]
    return states + weights.matmul(seen.t().matmul(deviations)) / freedom;
}

}  // namespace

Tensor ensembleSmoother(const world::Chain& chain, std::int64_t length, std::span<const Seen> seen,
                        const EnsemblePlan& plan)
{
    expectOrdered(seen, length);
    if (plan.members < 2) {
        throw Error(Cause::badInput, "An ensemble Kalman smoother wants at least two members.");
    }
    world::Draws model(plan.seed, 0), noise(plan.seed, 1);
    Tensor state = chain.start(plan.members, model);
    for (std::int64_t i = 0; i < plan.burnIn; ++i) {
        state = chain.next(state, model);
    }
    const std::int64_t d = chain.size();
    Tensor all = at::empty({plan.members, length * d}, at::kDouble);
    auto next = seen.begin();
    for (std::int64_t i = 0; i < length; ++i) {
        state = i == 0 ? state : chain.next(all.narrow(1, (i - 1) * d, d), model);
        if (next != seen.end() && next->state == i) {
            state = state.mean(0) + (state - state.mean(0)) * plan.inflation;
        }
        all.narrow(1, i * d, d).copy_(state);
        if (next != seen.end() && next->state == i) {
            Tensor past = all.narrow(1, 0, (i + 1) * d);
            past.copy_(corrected(past, state, next->observed, noise));
            ++next;
        }
    }
    return all.view({plan.members, length, d});
}

}  // namespace core::baseline
