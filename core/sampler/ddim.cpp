#include "core/sampler/base/ancestral.h"

namespace core::sampler {
namespace {

class Ddim final : public Sampler {
public:
    explicit Ddim(double eta) : eta_(eta) {}
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise& noise) override
    {
        const Tensor mean = denoiser.mean(x_t, t);
        return {ancestralStep(x_t, mean, t, s, eta_, noise), mean};
    }

private:
    double eta_;
};

}  // namespace

Entry ddim()
{
    return {
        .about = {.id = "ddim",
                  .label = "DDIM",
                  .source = "Song et al. 2021, arXiv:2010.02502, eq. 12 (η scales the variance, as in azula)",
                  .formula = "x_s = α_s D + σ_s √(1−ητ) (x_t − α_t D)/σ_t + σ_s √(ητ) ε",
                  .knobs = {{"eta", "Stochasticity η", "1", 0, 0, 1}},
                  .note = "η = 0 is deterministic (Euler's method in σ/α), η = 1 is DDPM."},
        .make = [](const Selection& s) -> std::unique_ptr<Sampler> {
            return std::make_unique<Ddim>(s.knobs.at("eta"));
        },
    };
}

}  // namespace core::sampler
