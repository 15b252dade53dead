#include "core/baseline/seen.h"

#include "core/api/error.h"

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

observe::LinearisedOperator MatrixOperator::linearise(const Tensor& x) const
{
    const Tensor h = matrix_.to(x.options());
    return {x.matmul(h.t()), [h](const Tensor& v) { return v.matmul(h.t()); },
            [h](const Tensor& w) { return w.matmul(h); }};
}

}  // namespace core::baseline
