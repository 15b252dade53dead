#include "core/schedule/schedule.h"

#include <cmath>

namespace core::schedule {
namespace {

class Decay final : public Schedule {
public:
    Decay(double sigmaMin, double alphaMin, double gamma) : low_(sigmaMin), alphaMin_(alphaMin), gamma_(gamma)
    {
    }
    [[nodiscard]] Node at(double t) const override
    {
        const double tau = (1 - std::pow(gamma_, t)) / (1 - gamma_);
        return {.t = t, .alpha = tau * alphaMin_ + (1 - tau), .sigma = tau + (1 - tau) * low_};
    }

private:
    double low_, alphaMin_, gamma_;
};

}  // namespace

Entry decay()
{
    return {
        .about = {.id = "decay",
                  .label = "Decay (rectified, with time slowed towards noise)",
                  .source = "azula",
                  .formula = "α = τα_min + 1−τ, σ = τ + (1−τ)σ_min, τ = (1−γ^t)/(1−γ)",
                  .knobs = {{"sigmaMin", "Least noise", "1", 1e-3, 1e-6, 0.5},
                            {"alphaMin", "Least signal", "1", 1e-3, 1e-6, 0.5},
                            {"gamma", "Decay γ", "1", 0.1, 1e-3, 0.99}}},
        .make = [](const Selection& s) -> std::unique_ptr<Schedule> {
            return std::make_unique<Decay>(s.knobs.at("sigmaMin"), s.knobs.at("alphaMin"),
                                           s.knobs.at("gamma"));
        },
    };
}

}  // namespace core::schedule
