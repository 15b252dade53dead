#include "core/sampler/sampler.h"

#include "core/base/pick.h"

namespace core::sampler {

Tensor Noise::indices(const Tensor& weights)
{
    const std::int64_t count = weights.size(0);
    const Tensor cumulative = weights.to(at::kCPU, at::kDouble).cumsum(0);
    const Tensor offset = at::special_ndtr(normal(at::empty({1, 1}, cumulative.options())).view(-1));
    const Tensor places = (at::arange(count, cumulative.options()) + offset) * (cumulative[-1] / count);
    // to the right: an index without weight is never taken
    return at::searchsorted(cumulative, places, false, true).clamp_max_(count - 1).to(weights.device());
}

std::unique_ptr<Sampler> make(const Selection& selection)
{
    return base::make(entries(), selection, "sampler");
}

}  // namespace core::sampler
