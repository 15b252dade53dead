#include "core/guidance/base/guided.h"
#include "core/guidance/guidance.h"

namespace core::guidance {
namespace {

struct Settings {
    enum class Spread { bounded, original };
    double gamma = 1;
    bool detach = false;
    Spread spread = Spread::bounded;
};

class Sda final : public Guided {
public:
    Sda(const Denoiser& prior, const observe::Observed& observed, double strength, const Settings& settings)
        : Guided(prior, observed, strength), settings_(settings)
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override
    {
        const double u2 = at.u() * at.u();
        const double spread = settings_.spread == Settings::Spread::bounded ? u2 / (1 + u2) : u2;
        const auto gradient = [&](const Tensor& estimate) {
            const observe::LinearisedOperator seen = op().linearise(estimate);
            return seen.vjp(innovation(seen.value).div_(variance(seen.value) + settings_.gamma * spread));
        };
        if (settings_.detach) {
            const Tensor estimate = prior().mean(x_t, at);
            return estimate.add(gradient(estimate), u2);  // ∂D/∂x_t is then 1/α
        }
        const denoiser::Linearised estimate = prior().linearise(x_t, at);
        return estimate.mean.add(estimate.vjp(gradient(estimate.mean)), at.sigma * at.sigma / at.alpha);
    }

private:
    Settings settings_;
};

class SdaGuidance final : public Guidance {
public:
    explicit SdaGuidance(const Settings& settings) : settings_(settings) {}
    [[nodiscard]] std::unique_ptr<Denoiser> around(const Denoiser& prior, const observe::Observed& observed,
                                                   double strength) override
    {
        if (idle(observed, strength)) {
            return unguided(prior);
        }
        return std::make_unique<Sda>(prior, observed, strength, settings_);
    }

private:
    Settings settings_;
};

}  // namespace

Entry sda()
{
    return {
        .about = {.id = "sda",
                  .label = "SDA (variance heuristic)",
                  .source = "Rozet & Louppe 2023, arXiv:2306.10574",
                  .formula = "D_y = D + (σ²/α) Jᵀ Aᵀ [(y − A D)/(R/s + γ v)], v = u²/(1+u²) or u² (spread original)",
                  .knobs = {{"gamma", "Variance factor γ", "1", 1, 1e-4, 100},
                            {"detach", "Leave out the denoiser's derivative", "1", 0, 0, 1, true, {"off", "on"}},
                            {"spread", "Variance of x₀", "1", 0, 0, 1, true, {"bounded", "original"}}},
                  .note = "Takes correlated observations for independent: needs a larger γ the denser they are. "
                          "The paper uses the original spread with γ = 0.01, Appa the bounded one with γ = 1."},
        .make = [](const Selection& s) -> std::unique_ptr<Guidance> {
            using Spread = Settings::Spread;
            return std::make_unique<SdaGuidance>(
                Settings{.gamma = s.knobs.at("gamma"),
                         .detach = s.knobs.at("detach") != 0,
                         .spread = s.knobs.at("spread") == 0 ? Spread::bounded : Spread::original});
        },
    };
}

}  // namespace core::guidance
