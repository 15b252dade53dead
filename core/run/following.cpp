#include "core/run/following.h"

#include "core/prior/state_vectors.h"

namespace core::run {

Tensor ExactFollowing::states(const Tensor& x, const Tensor& past) const
{
    const Tensor given = past.view({past.size(0), past.size(1), -1, channels_}).transpose(1, 2);  // [M, N, p, C]
    return (law_.expected(given) + law_.departure(x)).transpose(1, 2).flatten(2);
}

observe::Observed GuidedFollowing::given(const Tensor& past) const
{
    return window_->stateVectors().given(past);
}

Tensor GuidedFollowing::states(const Tensor& x, const Tensor&) const
{
    return window_->stateVectors().states(x).narrow(1, past_, next_);
}

}  // namespace core::run
