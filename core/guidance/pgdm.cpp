#include "core/guidance/base/guided.h"
#include "core/guidance/base/on_steps.h"
#include "core/guidance/base/pseudo_inverse.h"
#include "core/guidance/base/recalling.h"
#include "core/guidance/guidance.h"

namespace core::guidance {
namespace {

class Pgdm final : public OnSteps {
public:
    explicit Pgdm(double scale) : scale_(scale) {}
    [[nodiscard]] sampler::Step step(sampler::Sampler& inner, const Denoiser& prior,
                                     const observe::Observed& observed, double strength, const Tensor& x_t,
                                     const Node& t, const Node& s, sampler::Noise& noise) override
    {
        if (idle(observed, strength)) {
            return inner.step(prior, x_t, t, s, noise);
        }
        const denoiser::Linearised estimate = prior.linearise(x_t, t);
        const observe::LinearisedOperator seen = observed.op->linearise(estimate.mean);
        const Tensor missing = observed.y.to(seen.value.options()) - seen.value;
        const Tensor correction = estimate.vjp(inverse_.apply(observed, estimate.mean, seen, missing));
        const Recalling recalling(prior, x_t, t, estimate.mean);
        sampler::Step step = inner.step(recalling, x_t, t, s, noise);
        step.x = step.x.add(correction, scale_ * strength * s.alpha * t.alpha);
        return step;
    }

private:
    double scale_;
    PseudoInverse inverse_;
};

}  // namespace

Entry pgdm()
{
    return {
        .about =
            {.id = "pgdm",
             .label = "PGDM (pseudo-inverse)",
             .source = "Song et al. 2023, openreview 9_gsMA8MRKQ; azula",
             .formula = "x_s ← x_s + s c α_s α_t Jᵀ A⁺ (y − A D(x_t)), A⁺ = Aᵀ(A Aᵀ)⁻¹",
             .knobs = {{"scale", "Scale of the correction c", "1", 1, 1e-3, 10}},
             .note = "Takes the observations for exact: made for noiseless data and ddim. Unstable where s·c "
                     "exceeds 2, as each late step then overshoots y."},
        .make = [](const Selection& s) -> std::unique_ptr<Guidance> {
            return std::make_unique<Pgdm>(s.knobs.at("scale"));
        },
    };
}

}  // namespace core::guidance
