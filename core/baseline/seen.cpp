#include "core/baseline/seen.h"

#include "core/api/error.h"

#include <cmath>

namespace core::baseline {

void expectOrdered(std::span<const Seen> seen, std::int64_t length)
{
    std::int64_t least = 0;
    for (const Seen& one : seen) {
        if (one.state < least || one.state >= length) {
            throw Error(Cause::badInput,
                        "Observations of state " + std::to_string(one.state) + " of " +
                            std::to_string(length) + " are out of order or outside.",
                        "Give each state once, in order.");
        }
        least = one.state + 1;
    }
}

Tensor logLikelihood(const observe::Observed& observed, const Tensor& states)
{
    const Tensor variance = observed.variance.to(at::kDouble);
    const Tensor away = observed.y.to(at::kDouble) - observed.op->apply(states);
    return -0.5 * (away.square() / variance + variance.log() + std::log(2 * M_PI)).sum(1);
}

Tensor logLikelihood(std::span<const Seen> seen, const Tensor& trajectories)
{
    Tensor sum = at::zeros({trajectories.size(0)}, at::kDouble);
    for (const Seen& one : seen) {
        sum += logLikelihood(one.observed, trajectories.select(1, one.state));
    }
    return sum;
}

observe::LinearisedOperator MatrixOperator::linearise(const Tensor& x) const
{
    const Tensor h = matrix_.to(x.options());
    return {x.matmul(h.t()), [h](const Tensor& v) { return v.matmul(h.t()); },
            [h](const Tensor& w) { return w.matmul(h); }};
}

}  // namespace core::baseline
