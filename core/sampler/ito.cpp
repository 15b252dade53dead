#include "core/sampler/sampler.h"

#include <cmath>

namespace core::sampler {
namespace {

class Ito final : public Sampler {
public:
    Ito(double eta, double temperature) : eta_(eta), temperature_(temperature) {}
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise& noise) override
    {
        const Tensor mean = denoiser.mean(x_t, t);
        const double scale = s.alpha / t.alpha;
        const double slope = (1 + eta_ * eta_) / temperature_ * (s.sigma / t.sigma - scale);
        Tensor x_s = (x_t * (scale + slope)).add_(mean, -slope * t.alpha);
        if (eta_ > 0) {
            const double fresh = std::sqrt(std::abs(t.u() * t.u() - s.u() * s.u()));
            x_s.add_(noise.normal(x_t), eta_ * s.alpha * fresh);
        }
        return {x_s, mean};
    }

private:
    double eta_, temperature_;
};

}  // namespace

Entry ito()
{
    return {
        .about =
            {.id = "ito",
             .label = "Itô (Euler–Maruyama)",
             .source =
                 "Song et al. 2021, arXiv:2011.13456; Karras et al. 2022, arXiv:2206.00364, eq. 6; azula",
             .formula =
                 "x_s = (α_s/α_t) x_t + (1+η²)/T (σ_s/σ_t − α_s/α_t)(x_t − α_t D) + η α_s √(u_t² − u_s²) ε, "
                 "u = σ/α",
             .knobs = {{"eta", "Stochasticity η", "1", 1, 0, 4},
                       {"temperature", "Temperature T", "1", 1, 0.1, 10}},
             .note = "First order. η = 0 is the probability-flow ODE (Euler), η = 1 the reverse SDE. "
                     "Only T = 1 samples the prior."},
        .make = [](const Selection& s) -> std::unique_ptr<Sampler> {
            return std::make_unique<Ito>(s.knobs.at("eta"), s.knobs.at("temperature"));
        },
    };
}

}  // namespace core::sampler
