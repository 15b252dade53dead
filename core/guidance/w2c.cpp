#include "core/guidance/base/guided.h"
#include "core/guidance/guidance.h"

namespace core::guidance {
namespace {

class W2c final : public Guided {
public:
    W2c(const Denoiser& prior, const observe::Observed& observed, double strength, double gamma)
        : Guided(prior, observed, strength), gamma_(gamma)
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override
    {
        const Tensor estimate = prior().mean(x_t, at);
        const observe::LinearisedOperator seen = op().linearise(estimate);
        const double u2 = at.u() * at.u();
        const double spread = u2 / (1 + u2);
        const Tensor misfit = innovation(seen.value).div_(variance(seen.value) + gamma_ * spread);
        return estimate.add(seen.vjp(misfit), spread);
    }

private:
    double gamma_;
};

class W2cGuidance final : public Guidance {
public:
    explicit W2cGuidance(double gamma) : gamma_(gamma) {}
    [[nodiscard]] std::unique_ptr<Denoiser> around(const Denoiser& prior, const observe::Observed& observed,
                                                   double strength) override
    {
        if (idle(observed, strength)) {
            return unguided(prior);
        }
        return std::make_unique<W2c>(prior, observed, strength, gamma_);
    }

private:
    double gamma_;
};

}  // namespace

Entry w2c()
{
    return {
        .about = {.id = "w2c",
                  .label = "W2C",
                  .source = "Appa, arXiv:2504.18720 (code)",
                  .formula = "D_y = D + v Aᵀ [(y − A D)/(R/s + γ v)], v = u²/(1+u²), u = σ/α",
                  .knobs = {{"gamma", "Variance factor γ", "1", 1, 1e-4, 100}},
                  .note = "Needs no derivative of the denoiser; spreads an observation only as far as its own "
                          "operator does."},
        .make = [](const Selection& s) -> std::unique_ptr<Guidance> {
            return std::make_unique<W2cGuidance>(s.knobs.at("gamma"));
        },
    };
}

}  // namespace core::guidance
