#include "core/guidance/base/guided.h"
#include "core/guidance/base/krylov.h"
#include "core/guidance/guidance.h"

namespace core::guidance {
namespace {

/// Answers the call already made at x_t from memory, so that the inner sampler does not evaluate it again.
class Recalling final : public Denoiser {
public:
    Recalling(const Denoiser& prior, Tensor x_t, const Node& at, Tensor mean)
        : prior_(prior), x_t_(std::move(x_t)), t_(at.t), mean_(std::move(mean))
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override
    {
        return x_t.is_same(x_t_) && at.t == t_ ? mean_ : prior_.mean(x_t, at);
    }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const Node& at) const override
    {
        return prior_.linearise(x_t, at);
    }
    [[nodiscard]] const denoiser::Covariance* covariance() const override { return prior_.covariance(); }
    [[nodiscard]] std::uint64_t evaluations() const override { return prior_.evaluations(); }

private:
    const Denoiser& prior_;
    Tensor x_t_;
    double t_;
    Tensor mean_;
};

class Dps final : public Guidance {
public:
    enum class Norm { member, all };
    Dps(double zeta, Norm norm) : zeta_(zeta), norm_(norm) {}

    [[nodiscard]] std::unique_ptr<Denoiser> around(const Denoiser& prior, const observe::Observed&, double) override
    {
        return unguided(prior);
    }
    [[nodiscard]] sampler::Step step(sampler::Sampler& inner, const Denoiser& prior,
                                     const observe::Observed& observed, double strength, const Tensor& x_t,
                                     const Node& t, const Node& s, sampler::Noise& noise) override
    {
        if (idle(observed, strength)) {
            return inner.step(prior, x_t, t, s, noise);
        }
        const denoiser::Linearised estimate = prior.linearise(x_t, t);
        const observe::LinearisedOperator seen = observed.op->linearise(estimate.mean);
        const Tensor residual = observed.y.to(seen.value.options()) - seen.value;
        Tensor length = rowDots(residual, residual);
        if (norm_ == Norm::all) {
            length = length.sum();
        }
        length = length.sqrt_().clamp_min_(1e-30).to(residual.scalar_type());
        const Tensor descent = estimate.vjp(seen.vjp(residual / length));
        const Recalling recalling(prior, x_t, t, estimate.mean);
        sampler::Step step = inner.step(recalling, x_t, t, s, noise);
        step.x = step.x.add(descent, zeta_ * strength);
        return step;
    }
    [[nodiscard]] bool actsOnSteps() const override { return true; }

private:
    double zeta_;
    Norm norm_;
};

}  // namespace

Entry dps()
{
    return {
        .about = {.id = "dps",
                  .label = "DPS (posterior sampling by gradient)",
                  .source = "Chung et al. 2023, arXiv:2209.14687; azula",
                  .formula = "x_s ← x_s − s ζ ∇ ‖y − A D(x_t)‖",
                  .knobs = {{"zeta", "Step size ζ", "1", 1, 1e-3, 100},
                            {"norm", "Norm taken over", "1", 0, 0, 1, true, {"member", "all"}}},
                  .note = "Knows nothing of the observations' errors; made for ancestral samplers (ddpm). "
                          "The norm over all members, as in azula, makes members depend on each other."},
        .make = [](const Selection& s) -> std::unique_ptr<Guidance> {
            return std::make_unique<Dps>(s.knobs.at("zeta"),
                                         s.knobs.at("norm") == 0 ? Dps::Norm::member : Dps::Norm::all);
        },
    };
}

}  // namespace core::guidance
