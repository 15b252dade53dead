#include "core/schedule/base/log_linear.h"

namespace core::schedule {

Entry loglinear()
{
    return {
        .about = {.id = "loglinear",
                  .label = "Log-linear",
                  .source = "Song et al. 2021, arXiv:2011.13456 (variance exploding); Appa, arXiv:2504.18720",
                  .formula = "α = 1, σ = σ_min^(1−t) · σ_max^t",
                  .knobs = {{"sigmaMin", "Least noise", "1", 1e-3, 1e-6, 1},
                            {"sigmaMax", "Most noise", "1", 1e3, 2, 1e6}}},
        .make = [](const Selection& s) -> std::unique_ptr<Schedule> {
            return std::make_unique<LogLinear>(s.knobs.at("sigmaMin"), s.knobs.at("sigmaMax"));
        },
    };
}

}  // namespace core::schedule
