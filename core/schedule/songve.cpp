#include "core/schedule/base/log_linear.h"

namespace core::schedule {

Entry songve()
{
    return {
        .about = {.id = "songve",
                  .label = "Song's VE-SDE",
                  .source = "Song et al. 2021, arXiv:2011.13456, eq. 30 and app. C",
                  .formula = "α = 1, σ = σ_min (σ_max/σ_min)^t; dx = σ √(2 ln(σ_max/σ_min)) dw",
                  .knobs = {{"sigmaMin", "Least noise", "1", 1e-2, 1e-6, 1},
                            {"sigmaMax", "Most noise", "1", 50, 2, 1e6}},
                  .note = "The paper's range, for images of unit variance; correlated trajectories need "
                          "σ_max ≥ 10·√(largest eigenvalue), as “loglinear” has it."},
        .make = [](const Selection& s) -> std::unique_ptr<Schedule> {
            return std::make_unique<LogLinear>(s.knobs.at("sigmaMin"), s.knobs.at("sigmaMax"));
        },
    };
}

}  // namespace core::schedule
