#include "core/guidance/base/guided.h"
#include "core/guidance/base/on_steps.h"
#include "core/guidance/base/krylov.h"
#include "core/guidance/guidance.h"

#include <cmath>

namespace core::guidance {
namespace {

/// What the particles know of y at one node.
struct Twisted {
    Tensor mean;      ///< D(x_t), [M, D]
    Tensor logTwist;  ///< log p̃(y | x_t), [M] float64
    Tensor pull;      ///< (σ²/α) ∇ log p̃, [M, D]

    [[nodiscard]] Twisted taken(const Tensor& indices) const
    {
        return {mean.index_select(0, indices), logTwist.index_select(0, indices),
                pull.index_select(0, indices)};
    }
};

class Tds final : public OnSteps {
public:
    explicit Tds(double gamma) : gamma_(gamma) {}
    [[nodiscard]] sampler::Step step(sampler::Sampler& inner, const Denoiser& prior,
                                     const observe::Observed& observed, double strength, const Tensor& x_t,
                                     const Node& t, const Node& s, sampler::Noise& noise) override
    {
        if (idle(observed, strength)) {
            return inner.step(prior, x_t, t, s, noise);
        }
        const Twisted all = twisted(prior, observed, strength, {x_t, t});
        const bool carried = carry_.defined() && carry_.numel() == x_t.size(0);
        const Tensor logWeights = carried ? all.logTwist + carry_ : all.logTwist;
        const Tensor indices = noise.indices(logWeights.softmax(0));
        const Twisted chosen = all.taken(indices);
        return propose(chosen, x_t.index_select(0, indices), t, s, noise);
    }
    [[nodiscard]] bool mixesMembers() const override { return true; }
    [[nodiscard]] std::vector<Tensor> memory() const override
    {
        return carry_.defined() ? std::vector<Tensor>{carry_} : std::vector<Tensor>{};
    }
    void restore(const std::vector<Tensor>& memory) override
    {
        carry_ = memory.empty() ? Tensor() : memory.front();
    }

private:
    struct State {
        const Tensor& x;
        const Node& at;
    };
    [[nodiscard]] Twisted twisted(const Denoiser& prior, const observe::Observed& observed, double strength,
                                  const State& state) const
    {
        const Node& t = state.at;
        const denoiser::Linearised estimate = prior.linearise(state.x, t);
        const observe::LinearisedOperator seen = observed.op->linearise(estimate.mean);
        const double u2 = t.u() * t.u();
        const Tensor variance = observed.variance.to(seen.value.options()) / strength +
                                gamma_ * u2 / (1 + u2);
        const Tensor misfit = observed.y.to(seen.value.options()) - seen.value;
        const Tensor weighted = misfit / variance;
        return {.mean = estimate.mean,
                .logTwist = rowDots(misfit, weighted).view(-1) * -0.5,
                .pull = estimate.vjp(seen.vjp(weighted)) * (t.sigma * t.sigma / t.alpha)};
    }
    /// A DDPM step with the guided mean, and what each particle is worth for it: log q − log q_y − log twist, where the
    /// two proposals differ by `shift` in their mean and share the deviation `width`
    [[nodiscard]] sampler::Step propose(const Twisted& chosen, const Tensor& x_t, const Node& t,
                                        const Node& s, sampler::Noise& noise)
    {
        const double ratio = s.u() / t.u();
        const double kept = s.sigma * ratio / t.sigma;
        const double width = s.sigma * std::sqrt(1 - ratio * ratio);
        const Tensor mean = chosen.mean + chosen.pull;
        const Tensor epsilon = noise.normal(x_t);
        const Tensor x_s = (x_t * kept).add_(mean, s.alpha - t.alpha * kept).add_(epsilon, width);
        carry_ = -chosen.logTwist;
        if (width > 0) {
            const Tensor shift = chosen.pull * ((s.alpha - t.alpha * kept) / width);
            carry_ = carry_ - (rowDots(shift, shift) / 2 + rowDots(shift, epsilon)).view(-1);
        }
        return {x_s, mean};
    }

    double gamma_;
    Tensor carry_;  // [M] float64
};

}  // namespace

Entry tds()
{
    return {
        .about =
            {.id = "tds",
             .label = "TDS (twisted particles)",
             .source = "Wu et al. 2023, arXiv:2306.17775; azula",
             .formula = "members are particles: resample by p̃(y|x_t) × carried weight, step by DDPM with "
                        "D + (σ²/α) ∇ log p̃, p̃ = N(y; A D, R/s + γ u²/(1+u²))",
             .knobs = {{"gamma", "Variance factor γ of the twist", "1", 1, 1e-4, 100}},
             .note = "The only method whose error falls with the number of members alone; takes DDPM steps "
                     "whatever "
                     "the sampler. In many dimensions few particles survive and the members become alike."},
        .make = [](const Selection& s) -> std::unique_ptr<Guidance> {
            return std::make_unique<Tds>(s.knobs.at("gamma"));
        },
    };
}

}  // namespace core::guidance
