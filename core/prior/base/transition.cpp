#include "core/prior/transition.h"

#include "core/earth/harmonics.h"
#include "core/earth/sphere.h"

#include <cmath>

namespace core::prior {

Transition::Transition(const SpectralModel& model, const std::vector<std::int64_t>& past,
                       const std::vector<std::int64_t>& next, const at::TensorOptions& options)
{
    const auto rho = [&](const auto& a, const auto& b) { return timeCorrelation(a, b, model.timeScaleHours); };
    const Tensor across = rho(past, next);                                         // [T+1, p, n]
    const Tensor gain = at::linalg_solve(rho(past, past), across).transpose(1, 2);  // [T+1, n, p]
    const Tensor left = rho(next, next) - gain.matmul(across);
    gain_ = gain.index_select(0, earth::degrees(model.truncation)).to(options).contiguous();
    time_ = eigenTime({.times = next, .truncation = model.truncation,
                       .kappa = (model.truncation + 1) / std::sqrt(4 * earth::pi),
                       .degreeCovariance = model.degreeCovariance, .timeScaleHours = model.timeScaleHours,
                       .options = options, .timeCovariance = (left + left.transpose(1, 2)) / 2});
}

}  // namespace core::prior
