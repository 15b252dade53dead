#include "core/task/base/stitching.h"

#include "core/api/error.h"
#include "core/observe/slice.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace core::task {

std::int64_t Stitching::windows(std::int64_t wanted) const
{
    const std::int64_t step = window - past;
    return 1 + (std::max<std::int64_t>(wanted - window, 0) + step - 1) / step;
}

observe::Observed Stitching::given(const Tensor& previous) const
{
    const std::int64_t n = previous.size(1) / window, seen = past * n;
    const Tensor last = previous.narrow(1, (window - past) * n, seen).contiguous();
    std::vector<std::int64_t> index(static_cast<std::size_t>(seen));
    std::iota(index.begin(), index.end(), 0);
    return {std::make_shared<observe::Slice>(std::move(index)), last, at::full({seen}, variance, previous.options())};
}

Tensor stitched(const Stitching& stitching, const Tensor& first, std::int64_t wanted, const SampleWindow& sample)
{
    const auto [window, past, variance] = stitching;
    if (window < 2 || past < 1 || past >= window || !(variance > 0) || first.size(1) % window != 0) {
        throw Error(Cause::badInput, "A window of " + std::to_string(window) + " states cannot go on from " +
                    std::to_string(past) + " past states.",
                    "Give 1 … window − 1 past states, with a positive variance.");
    }
    const std::int64_t n = first.size(1) / window, windows = stitching.windows(wanted);
    const std::int64_t states = window + (windows - 1) * (window - past);
    Tensor out = at::empty({first.size(0), states * n}, first.options());
    out.narrow(1, 0, window * n).copy_(first);
    Tensor previous = first;
    for (std::int64_t w = 1; w < windows; ++w) {
        previous = sample(stitching.given(previous), w);
        out.narrow(1, (window + (w - 1) * (window - past)) * n, (window - past) * n)
            .copy_(previous.narrow(1, past * n, (window - past) * n));
    }
    return out.narrow(1, 0, wanted * n);
}

}  // namespace core::task
