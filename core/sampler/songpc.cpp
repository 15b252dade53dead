#include "core/sampler/base/langevin.h"

#include <cmath>

namespace core::sampler {
namespace {

class SongPredictorCorrector final : public Sampler {
public:
    enum class Norm { member, all };
    SongPredictorCorrector(int corrections, double snr, Norm norm)
        : corrections_(corrections), snr_(snr), norm_(norm)
    {
    }
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise& noise) override
    {
        const Tensor mean = denoiser.mean(x_t, t);
        const double ratio = s.u() / t.u();
        const double kept = s.alpha / t.alpha * ratio * ratio;
        Tensor x = (x_t * kept).add_(mean, s.alpha - t.alpha * kept);
        x.add_(noise.normal(x), s.alpha * std::sqrt(t.u() * t.u() - s.u() * s.u()));
        for (int i = 0; i < corrections_ && s.sigma > 0; ++i) {
            const Tensor z = denoiser.noise(x, s);
            const Tensor fresh = noise.normal(x);
            const Tensor d = (length(fresh) / length(z).clamp_min(1e-30)).mul_(snr_).square_().mul_(2);
            x = langevinMove({x, s}, z, d, fresh);
        }
        return {x, mean};
    }
    [[nodiscard]] bool mixesMembers() const override { return norm_ == Norm::all; }

private:
    [[nodiscard]] Tensor length(const Tensor& v) const
    {
        const Tensor each = v.norm(2, 1, true);
        return norm_ == Norm::all ? each.mean(0, true) : each;
    }

    int corrections_;
    double snr_;
    Norm norm_;
};

}  // namespace

Entry songpc()
{
    using Norm = SongPredictorCorrector::Norm;
    return {
        .about =
            {.id = "songpc",
             .label = "Predictor–corrector of Song",
             .source = "Song et al. 2021, arXiv:2011.13456, algs. 2 and 4, in u = σ/α (the α_i of its VP "
                       "form is 1)",
             .formula = "x̄ ← x̄ − (1−u_s²/u_t²)(x̄ − D) + √(u_t²−u_s²) ε, x̄ = x/α; then C times "
                        "x ← x − (d z + √(2d) ε) σ_s, d = 2 (r‖ε‖/‖z‖)²",
             .knobs = {{"corrections", "Corrections a step", "1", 1, 0, 16, true},
                       {"snr", "Signal-to-noise ratio r", "1", 0.16, 1e-3, 1},
                       {"norm", "Norm taken over", "1", 0, 0, 1, true, {"member", "all"}}},
             .note =
                 "Corrects after the prediction, at s; each correction is one more denoiser call. Biased: "
                 "where the clean variance is λ it settles at (λ+u²)/(1 − dκ/2) instead of λ+u², "
                 "κ = u²/(λ+u²), so at 1 + r² times the variance at high noise: +2.6 % with r = 0.16. "
                 "The mean norm of all members, as in the paper, makes members depend on each other."},
        .make = [](const Selection& s) -> std::unique_ptr<Sampler> {
            return std::make_unique<SongPredictorCorrector>(
                static_cast<int>(s.knobs.at("corrections")), s.knobs.at("snr"),
                s.knobs.at("norm") == 0 ? Norm::member : Norm::all);
        },
    };
}

}  // namespace core::sampler
