#include "core/schedule/schedule.h"

#include <cmath>

namespace core::schedule {
namespace {

class LogLogit final : public Schedule {
public:
    LogLogit(double sigmaMin, double sigmaMax, double rho)
        : middle_(std::sqrt(sigmaMin * sigmaMax)), edge_(std::pow(sigmaMin / sigmaMax, 0.5 / rho)), rho_(rho)
    {
    }
    [[nodiscard]] Node at(double t) const override
    {
        const double p = t * (1 - 2 * edge_) + edge_;
        return {.t = t, .alpha = 1, .sigma = middle_ * std::pow(p / (1 - p), rho_)};
    }

private:
    double middle_, edge_, rho_;
};

}  // namespace

Entry loglogit()
{
    return {
        .about = {.id = "loglogit",
                  .label = "Log-logit",
                  .source = "Appa, arXiv:2504.18720",
                  .formula = "α = 1, σ = √(σ_min σ_max) · exp(ρ logit(t(1−2e)+e)), e = (σ_min/σ_max)^(1/2ρ)",
                  .knobs = {{"sigmaMin", "Least noise", "1", 1e-3, 1e-6, 1},
                            {"sigmaMax", "Most noise", "1", 1e3, 2, 1e6},
                            {"rho", "Spread of the logit", "1", 2, 0.5, 10}},
                  .note = "Its ends are a little inside σ_min and σ_max (σ(0) = σ_min/(1−e)^ρ)."},
        .make = [](const Selection& s) -> std::unique_ptr<Schedule> {
            return std::make_unique<LogLogit>(s.knobs.at("sigmaMin"), s.knobs.at("sigmaMax"), s.knobs.at("rho"));
        },
    };
}

}  // namespace core::schedule
