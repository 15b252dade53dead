#include "core/schedule/schedule.h"

#include <cmath>

namespace core::schedule {
namespace {

class Karras final : public Schedule {
public:
    Karras(double sigmaMin, double sigmaMax, double rho)
        : low_(std::pow(sigmaMin, 1 / rho)), high_(std::pow(sigmaMax, 1 / rho)), rho_(rho)
    {
    }
    [[nodiscard]] Node at(double t) const override
    {
        return {.t = t, .alpha = 1, .sigma = std::pow((1 - t) * low_ + t * high_, rho_)};
    }

private:
    double low_, high_, rho_;
};

}  // namespace

Entry karras()
{
    return {
        .about = {.id = "karras",
                  .label = "Karras (EDM)",
                  .source = "Karras et al. 2022, arXiv:2206.00364, eq. 5",
                  .formula = "α = 1, σ = ((1−t) σ_min^(1/ρ) + t σ_max^(1/ρ))^ρ",
                  .knobs = {{"sigmaMin", "Least noise", "1", 2e-3, 1e-6, 1},
                            {"sigmaMax", "Most noise", "1", 200, 2, 1e6},
                            {"rho", "Exponent ρ", "1", 7, 1, 20}},
                  .note = "EDM's own σ_max is 80; correlated trajectories need σ_max ≥ 10·√(largest eigenvalue)."},
        .make = [](const Selection& s) -> std::unique_ptr<Schedule> {
            return std::make_unique<Karras>(s.knobs.at("sigmaMin"), s.knobs.at("sigmaMax"), s.knobs.at("rho"));
        },
    };
}

}  // namespace core::schedule
