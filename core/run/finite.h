#pragma once

#include "core/denoiser/denoiser.h"
#include "core/sampler/sampler.h"

#include <cstdint>
#include <string>

namespace core::run {

/// What a step was made of, for the sentence that says where numbers stopped being numbers.
struct StepMade {
    const denoiser::Denoiser& prior;
    const at::Tensor& x_t;    ///< where the step began, [M, D]
    denoiser::Node at;        ///< its noise
    std::uint32_t step = 0;   ///< its number, from 1
    std::int64_t firstMember = 0;
    std::string sampler, guidance;  ///< ids; no guidance where nothing is observed
};

/// Checks that a step gave numbers. Where not, the prior's denoiser is asked again, so that the error names the step, σ,
/// the member, and whether the denoiser, the guidance or the sampler began it.
/// throws Error{badInput}
void expectFinite(const sampler::Step& result, const StepMade& made);

}  // namespace core::run
