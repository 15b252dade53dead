#include "core/guidance/base/guided.h"
#include "core/guidance/base/krylov.h"
#include "core/guidance/base/recalling.h"
#include "core/guidance/guidance.h"

namespace core::guidance {
namespace {

struct Settings {
    enum class Norm { member, all };
    enum class Form { step, noise };
    double zeta = 1;
    Norm norm = Norm::member;
    Form form = Form::step;
};

/// Jᵀ Aᵀ r/‖r‖, r = y − A D: minus the gradient of ‖r‖ with respect to x_t; [M, D]
Tensor descent(const denoiser::Linearised& estimate, const observe::Observed& observed, Settings::Norm norm)
{
    const observe::LinearisedOperator seen = observed.op->linearise(estimate.mean);
    const Tensor residual = observed.y.to(seen.value.options()) - seen.value;
    Tensor length = rowDots(residual, residual);
    if (norm == Settings::Norm::all) {
        length = length.sum();
    }
    length = length.sqrt_().clamp_min_(1e-30).to(residual.scalar_type());
    return estimate.vjp(seen.vjp(residual / length));
}

/// The gradient taken into the noise that the denoiser sees: ε ← ε + 2 σ ζ ∇‖r‖, as SDA's code has it.
class DpsDenoiser final : public Guided {
public:
    DpsDenoiser(const Denoiser& prior, const observe::Observed& observed, double strength,
                const Settings& settings)
        : Guided(prior, observed, strength),
          observed_(observed),
          zeta_(settings.zeta * strength),
          norm_(settings.norm)
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override
    {
        const denoiser::Linearised estimate = prior().linearise(x_t, at);
        return estimate.mean.add(descent(estimate, observed_, norm_),
                                 2 * zeta_ * at.sigma * at.sigma / at.alpha);
    }

private:
    const observe::Observed& observed_;
    double zeta_;
    Settings::Norm norm_;
};

class Dps final : public Guidance {
public:
    explicit Dps(const Settings& settings) : settings_(settings) {}

    [[nodiscard]] std::unique_ptr<Denoiser> around(const Denoiser& prior, const observe::Observed& observed,
                                                   double strength) override
    {
        if (settings_.form == Settings::Form::step || idle(observed, strength)) {
            return unguided(prior);
        }
        return std::make_unique<DpsDenoiser>(prior, observed, strength, settings_);
    }
    [[nodiscard]] sampler::Step step(sampler::Sampler& inner, const Denoiser& prior,
                                     const observe::Observed& observed, double strength, const Tensor& x_t,
                                     const Node& t, const Node& s, sampler::Noise& noise) override
    {
        if (settings_.form == Settings::Form::noise || idle(observed, strength)) {
            return Guidance::step(inner, prior, observed, strength, x_t, t, s, noise);
        }
        const denoiser::Linearised estimate = prior.linearise(x_t, t);
        const Tensor downhill = descent(estimate, observed, settings_.norm);
        const Recalling recalling(prior, x_t, t, estimate.mean);
        sampler::Step step = inner.step(recalling, x_t, t, s, noise);
        step.x = step.x.add(downhill, settings_.zeta * strength);
        return step;
    }
    [[nodiscard]] bool actsOnSteps() const override { return true; }
    [[nodiscard]] bool mixesMembers() const override { return settings_.norm == Settings::Norm::all; }

private:
    Settings settings_;
};

}  // namespace

Entry dps()
{
    return {
        .about =
            {.id = "dps",
             .label = "DPS (posterior sampling by gradient)",
             .source =
                 "Chung et al. 2023, arXiv:2209.14687; azula (form step); SDA, arXiv:2306.10574 (form noise)",
             .formula = "x_s ← x_s − s ζ ∇ ‖y − A D(x_t)‖; noise: D_y = D − 2 s ζ (σ²/α) ∇ ‖y − A D‖",
             .knobs = {{"zeta", "Step size ζ", "1", 1, 1e-3, 100},
                       {"norm", "Norm taken over", "1", 0, 0, 1, true, {"member", "all"}},
                       {"form", "Acts on", "1", 0, 0, 1, true, {"step", "noise"}}},
             .note = "Knows nothing of the observations' errors; made for ancestral samplers (ddpm). "
                     "The norm over all members, as in azula, makes members depend on each other."},
        .make = [](const Selection& s) -> std::unique_ptr<Guidance> {
            return std::make_unique<Dps>(
                Settings{.zeta = s.knobs.at("zeta"),
                         .norm = s.knobs.at("norm") == 0 ? Settings::Norm::member : Settings::Norm::all,
                         .form = s.knobs.at("form") == 0 ? Settings::Form::step : Settings::Form::noise});
        },
    };
}

}  // namespace core::guidance
