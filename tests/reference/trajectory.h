#pragma once

#include "tests/gaussian_world.h"

#include <vector>

namespace reference {

using at::Tensor;

/// A run on the reference's own nodes, uniform in t.
/// return the state before each step and after the last, [K + 1, M, D]
inline Tensor trajectory(const core::denoiser::Denoiser& denoiser, const core::schedule::Schedule& schedule,
                         const core::Selection& sampler, const Tensor& x_1, int steps, const Tensor& noise)
{
    const auto nodes = core::grid::make({"uniform"})->nodes(schedule, steps, 1);
    const auto made = core::sampler::make(sampler);
    tests::RecordedNoise recorded(noise);
    std::vector<Tensor> states = {x_1};
    for (std::size_t k = 0; k + 1 < nodes.size(); ++k) {
        states.push_back(made->step(denoiser, states.back(), nodes[k], nodes[k + 1], recorded).x);
    }
    return at::stack(states);
}

}  // namespace reference
