#include "core/sampler/base/churned.h"
#include "core/sampler/base/heun.h"

namespace core::sampler {

Entry edm()
{
    return {
        .about =
            {.id = "edm",
             .label = "EDM (Heun with churn)",
             .source = "Karras et al. 2022, arXiv:2206.00364, alg. 2",
             .formula = "û = u_t(1+γ), γ = min(S_churn/K, √2−1) in S_min ≤ u ≤ S_max; "
                        "x ← x_t + α S_noise √(û²−u_t²) ε; then a Heun step from û to u_s",
             .knobs = churnKnobs({.amount = 40, .low = 0.05, .high = 50, .noise = 1}),
             .note =
                 "Second order; two denoiser calls a step. S_noise = 1 samples the prior; the paper's 1.003 "
                 "to 1.007 make up for what networks lose. A sampler that was not told how many steps there "
                 "are takes its step for the only one."},
        .make = [](const Selection& s) { return makeChurned(s, &heunStep); },
    };
}

}  // namespace core::sampler
