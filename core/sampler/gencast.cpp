#include "core/sampler/base/churned.h"
#include "core/sampler/base/singlestep.h"

namespace core::sampler {

Entry gencast()
{
    return {
        .about =
            {.id = "gencast",
             .label = "GenCast (DPM-Solver++ 2S with churn)",
             .source = "Price et al. 2024, arXiv:2312.15796; code of GenCast",
             .formula = "churn as in edm, then a step of dpm2s from û to u_s",
             .knobs = churnKnobs({.amount = 2.5, .low = 0.75, .high = 1e9, .noise = 1.05}),
             .note =
                 "Second order; two denoiser calls a step. S_noise = 1.05 makes up for what GenCast's "
                 "network "
                 "loses: with an exact denoiser it leaves too much variance, 1 does not. GenCast takes 20 "
                 "steps."},
        .make = [](const Selection& s) { return makeChurned(s, &singleStep); },
    };
}

}  // namespace core::sampler
