#include "core/guidance/base/guided.h"
#include "core/guidance/base/on_steps.h"
#include "core/guidance/base/pseudo_inverse.h"
#include "core/guidance/guidance.h"

#include <cmath>

namespace core::guidance {
namespace {

class RePaint final : public OnSteps {
public:
    explicit RePaint(int iterations) : iterations_(iterations) {}
    [[nodiscard]] sampler::Step step(sampler::Sampler& inner, const Denoiser& prior,
                                     const observe::Observed& observed, double strength, const Tensor& x_t,
                                     const Node& t, const Node& s, sampler::Noise& noise) override
    {
        if (idle(observed, strength)) {
            return inner.step(prior, x_t, t, s, noise);
        }
        const std::vector<Tensor> memory = inner.memory();
        const double fresh = t.alpha * std::sqrt(std::max(t.u() * t.u() - s.u() * s.u(), 0.0));
        Tensor x = x_t;
        sampler::Step step;
        for (int i = 0; i < iterations_; ++i) {
            if (i > 0) {  // the same step again, from another draw of x_t
                inner.restore(memory);
                x = (step.x * (t.alpha / s.alpha)).add_(noise.normal(x_t), fresh);
            }
            step = inner.step(prior, x, t, s, noise);
            const Tensor put = overwriting(observed, step, s, noise.normal(x_t));
            step.x = step.x.add(put, s.alpha * strength / (1 + strength));
        }
        return step;
    }

private:
    /// What to add to x_s/α_s so that its observed part becomes y + u_s A ε
    [[nodiscard]] Tensor overwriting(const observe::Observed& observed, const sampler::Step& step,
                                     const Node& s, const Tensor& epsilon)
    {
        const observe::LinearisedOperator seen = observed.op->linearise(step.mean);
        const Tensor away = (step.x / s.alpha).sub_(step.mean).sub_(epsilon, s.u());
        const Tensor missing = observed.y.to(seen.value.options()) - seen.value - seen.jvp(away);
        return inverse_.apply(observed, step.mean, seen, missing);
    }

    int iterations_;
    PseudoInverse inverse_;
};

}  // namespace

Entry repaint()
{
    return {
        .about =
            {.id = "repaint",
             .label = "RePaint (not Bayesian)",
             .source = "Lugmayr et al. 2022, arXiv:2201.09865; azula",
             .formula = "n times: step to s; x_s ← x_s + w A⁺ (α_s y + σ_s A ε − A x_s), w = s/(1+s); noise "
                        "back to t",
             .knobs = {{"iterations", "Repetitions a step", "1", 3, 1, 16, true}},
             .note =
                 "Not Bayesian: y is taken for exact and blended in with the weight s/(1+s), whatever the "
                 "observations' errors. Costs as many denoiser calls a step as there are repetitions."},
        .make = [](const Selection& s) -> std::unique_ptr<Guidance> {
            return std::make_unique<RePaint>(static_cast<int>(s.knobs.at("iterations")));
        },
    };
}

}  // namespace core::guidance
