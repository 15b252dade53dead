#include "core/sampler/base/ancestral.h"

namespace core::sampler {
namespace {

class Ddpm final : public Sampler {
public:
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise& noise) override
    {
        const Tensor mean = denoiser.mean(x_t, t);
        return {ancestralStep(x_t, mean, t, s, 1, noise), mean};
    }
};

}  // namespace

Entry ddpm()
{
    return {
        .about = {.id = "ddpm",
                  .label = "DDPM (ancestral)",
                  .source = "Ho et al. 2020, arXiv:2006.11239",
                  .formula = "x_s = α_s D + σ_s √(1−τ) (x_t − α_t D)/σ_t + σ_s √τ ε, τ = 1 − (α_t σ_s/(α_s σ_t))²",
                  .note = "Stochastic, first order; one denoiser call a step."},
        .make = [](const Selection&) -> std::unique_ptr<Sampler> { return std::make_unique<Ddpm>(); },
    };
}

}  // namespace core::sampler
