#include "core/guidance/guidance.h"

#include "core/base/pick.h"
#include "core/guidance/base/window_guidance.h"

namespace core::guidance {

sampler::Step Guidance::step(sampler::Sampler& inner, const Denoiser& prior, const observe::Observed& observed,
                             double strength, const Tensor& x_t, const denoiser::Node& t, const denoiser::Node& s,
                             sampler::Noise& noise)
{
    const std::unique_ptr<Denoiser> guided = around(prior, observed, strength);
    return inner.step(*guided, x_t, t, s, noise);
}

std::unique_ptr<Guidance> make(const Selection& selection)
{
    return base::make(entries(), selection, "guidance method");
}

std::unique_ptr<Guidance> requested(const GuidanceSpec& spec)
{
    return spec.inWindows ? std::make_unique<WindowGuidance>(spec.choice) : make(spec.choice);
}

}  // namespace core::guidance
