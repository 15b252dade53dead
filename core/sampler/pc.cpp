#include "core/sampler/base/ancestral.h"

namespace core::sampler {
namespace {

class PredictorCorrector final : public Sampler {
public:
    enum class Form { appa, unbiased };
    PredictorCorrector(int corrections, double delta, Form form)
        : corrections_(corrections), delta_(delta), form_(form)
    {
    }
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise& noise) override
    {
        const double kept = form_ == Form::appa ? 1 - delta_ : std::sqrt(1 - delta_);
        const double fresh = t.sigma * std::sqrt(form_ == Form::appa ? 2 * delta_ : delta_);
        Tensor x = x_t;
        for (int i = 0; i < corrections_; ++i) {
            const Tensor mean = denoiser.mean(x, t);
            x = (x * kept).add_(mean, t.alpha * (1 - kept)).add_(noise.normal(x), fresh);
        }
        const Tensor mean = denoiser.mean(x, t);
        return {ancestralStep(x, mean, t, s, 0, noise), mean};
    }

private:
    int corrections_;
    double delta_;
    Form form_;
};

}  // namespace

Entry pc()
{
    using Form = PredictorCorrector::Form;
    return {
        .about = {.id = "pc",
                  .label = "Predictor–corrector",
                  .source = "Song et al. 2021, arXiv:2011.13456; Appa, arXiv:2504.18720; azula (form unbiased)",
                  .formula = "C times x ← x + δ(αD − x) + √(2δ) σ_t ε, then a DDIM step; "
                             "unbiased: x ← αD + √(1−δ)(x − αD) + √δ σ_t ε",
                  .knobs = {{"corrections", "Corrections a step", "1", 2, 0, 16, true},
                            {"delta", "Correction size δ", "1", 0.1, 1e-4, 1},
                            {"form", "Corrector", "1", 0, 0, 1, true, {"appa", "unbiased"}}},
                  .note = "Appa's corrector is biased: where the clean variance is λ it settles at "
                          "(λ+σ²)/(1 − δκ/2) instead of λ+σ², κ = σ²/(λ+σ²), so +5.3 % at high noise with δ = 0.1. "
                          "The unbiased form is exact at high noise; its δ is about twice Appa's."},
        .make = [](const Selection& s) -> std::unique_ptr<Sampler> {
            return std::make_unique<PredictorCorrector>(static_cast<int>(s.knobs.at("corrections")),
                                                        s.knobs.at("delta"),
                                                        s.knobs.at("form") == 0 ? Form::appa : Form::unbiased);
        },
    };
}

}  // namespace core::sampler
