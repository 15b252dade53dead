#include "core/sampler/base/heun.h"

namespace core::sampler {
namespace {

class Heun final : public Sampler {
public:
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise&) override
    {
        return heunStep(denoiser, x_t, t, s);
    }
};

}  // namespace

Entry heun()
{
    return {
        .about = {.id = "heun",
                  .label = "Heun",
                  .source = "Karras et al. 2022, arXiv:2206.00364, alg. 1",
                  .formula = "Euler to x_s, then again with (z_t + z_s)/2",
                  .note = "Second order; two denoiser calls a step."},
        .make = [](const Selection&) -> std::unique_ptr<Sampler> { return std::make_unique<Heun>(); },
    };
}

}  // namespace core::sampler
