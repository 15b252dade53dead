#include "core/sampler/base/ancestral.h"
#include "core/sampler/base/langevin.h"

#include <cmath>

namespace core::sampler {
namespace {

class SdaPredictorCorrector final : public Sampler {
public:
    enum class Form { sda, unbiased };
    SdaPredictorCorrector(int corrections, double tau, Form form)
        : corrections_(corrections), tau_(tau), fresh_(form == Form::sda ? 1 : std::sqrt(1 - tau / 2))
    {
    }
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise& noise) override
    {
        const Tensor mean = denoiser.mean(x_t, t);
        Tensor x = ancestralStep(x_t, mean, t, s, 0, noise);
        for (int i = 0; i < corrections_ && s.sigma > 0; ++i) {
            const Tensor z = denoiser.noise(x, s);
            const Tensor d = z.square().mean(1, true).clamp_min_(1e-30).reciprocal_().mul_(tau_);
            x = langevinMove({x, s}, z, d, noise.normal(x).mul_(fresh_));
        }
        return {x, mean};
    }

private:
    int corrections_;
    double tau_;
    double fresh_;  // share of Langevin's noise: with all of it a move of finite size widens what it should keep
};

}  // namespace

Entry sdapc()
{
    return {
        .about =
            {.id = "sdapc",
             .label = "Predictor–corrector of SDA",
             .source = "Rozet & Louppe 2023, arXiv:2306.10574, alg. 4",
             .formula = "a DDIM step to s, then C times x ← x − (d z + √(2d) ε) σ_s, z = (x−α_s D)/σ_s, "
                        "d = τ/mean(z²); unbiased: √(1−τ/2) ε instead of ε",
             .knobs = {{"corrections", "Corrections a step", "1", 1, 0, 16, true},
                       {"tau", "Correction size τ", "1", 0.25, 1e-4, 1},
                       {"form", "Corrector", "1", 0, 0, 1, true, {"sda", "unbiased"}}},
             .note =
                 "Corrects after the prediction, at s; each correction is one more denoiser call. Biased: "
                 "where the clean variance is λ it settles at (λ+u²)/(1 − dκ/2) instead of λ+u², "
                 "κ = u²/(λ+u²), so at 1 + τ/2 times the variance at high noise: +12.5 % with τ = 0.25. The form "
                 "unbiased settles at (1−τ/2) times that: right where κ is the mean of z², as where all directions "
                 "are alike."},
        .make = [](const Selection& s) -> std::unique_ptr<Sampler> {
            using Form = SdaPredictorCorrector::Form;
            return std::make_unique<SdaPredictorCorrector>(static_cast<int>(s.knobs.at("corrections")),
                                                           s.knobs.at("tau"),
                                                           s.knobs.at("form") == 0 ? Form::sda : Form::unbiased);
        },
    };
}

}  // namespace core::sampler
