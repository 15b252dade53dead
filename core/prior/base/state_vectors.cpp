#include "core/prior/state_vectors.h"

#include "core/observe/slice.h"

#include <numeric>
#include <vector>

namespace core::prior {

observe::Observed firstElements(const Tensor& y, const Tensor& variance, const denoiser::Covariance* covariance)
{
    std::vector<std::int64_t> first(static_cast<std::size_t>(y.size(1)));
    std::iota(first.begin(), first.end(), 0);
    return {.op = std::make_shared<observe::Slice>(std::move(first), covariance),
            .y = sharedByAll(y),
            .variance = variance.expand({y.size(1)}).contiguous()};
}

}  // namespace core::prior
