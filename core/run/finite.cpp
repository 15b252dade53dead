#include "core/run/finite.h"

#include "core/api/error.h"

#include <cmath>
#include <cstdio>

namespace core::run {

namespace {

/// The first row with a value that is no number, or −1. No temporary as large as x.
std::int64_t firstBroken(const at::Tensor& x)
{
    const at::Tensor sound = at::isfinite(x.sum(at::IntArrayRef{1}, false, at::kDouble)).cpu();
    return sound.all().item<bool>() ? -1 : sound.logical_not().to(at::kLong).argmax().item<std::int64_t>();
}

constexpr double absurd = 100;

/// Root mean square of a noisy state, in that of a state of unit variance with its noise.
double timesUsual(const at::Tensor& x_t, const denoiser::Node& at)
{
    const double meanSquare = x_t.to(at::kDouble).square().mean().item<double>();
    return std::sqrt(meanSquare / (at.alpha * at.alpha + at.sigma * at.sigma));
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
        // a denoiser that is given a state far beyond any noise is not where it began
        const bool led = !made.guidance.empty() && timesUsual(made.x_t[ofMean], made.at) > absurd;
        where = alone && !led ? "the prior's denoiser" : "the guidance " + made.guidance;
        where += alone && led ? ", whose earlier steps led the state far beyond this step's noise" : "";
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
