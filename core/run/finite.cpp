#include "core/run/finite.h"

#include "core/api/error.h"

#include <cstdio>

namespace core::run {

namespace {

/// The first row with a value that is no number, or −1. No temporary as large as x.
std::int64_t firstBroken(const at::Tensor& x)
{
    const at::Tensor sound = at::isfinite(x.sum(at::IntArrayRef{1}, false, at::kDouble)).cpu();
    return sound.all().item<bool>() ? -1 : sound.logical_not().to(at::kLong).argmax().item<std::int64_t>();
}

}  // namespace

void expectFinite(const sampler::Step& result, const StepMade& made)
{
    const std::int64_t ofMean = firstBroken(result.mean), ofState = firstBroken(result.x);
    if (ofMean < 0 && ofState < 0) {
        return;
    }
    std::string where = "the sampler " + made.sampler +
                        (made.guidance.empty() ? "" : " under the guidance " + made.guidance);
    if (ofMean >= 0) {
        const bool alone = made.guidance.empty() || firstBroken(made.prior.mean(made.x_t, made.at)) >= 0;
        where = alone ? "the prior's denoiser" : "the guidance " + made.guidance;
    }
    char sigma[32];
    std::snprintf(sigma, sizeof sigma, "%.3g", made.at.u());
    throw Error(Cause::badInput,
                "Step " + std::to_string(made.step) + " (σ = " + sigma +
                    ") gave values that are no numbers: they began in " + where + ", member " +
                    std::to_string(made.firstMember + (ofMean >= 0 ? ofMean : ofState) + 1) + ".",
                "What came before this step is kept: lower the strength, take more steps, or choose "
                "covariance guidance.");
}

}  // namespace core::run
