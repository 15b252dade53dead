#pragma once

#include "tests/gaussian_world.h"

#include <vector>

namespace reference {

using at::Tensor;

/// A run over nodes of one's own. return the state before each step and after the last, [K + 1, M, D]
inline Tensor trajectory(const core::denoiser::Denoiser& denoiser, const std::vector<core::denoiser::Node>& nodes,
                         core::sampler::Sampler& sampler, const Tensor& x_1, core::sampler::Noise& noise)
{
    sampler.begin(nodes);
    std::vector<Tensor> states = {x_1};
    for (std::size_t k = 0; k + 1 < nodes.size(); ++k) {
        states.push_back(sampler.step(denoiser, states.back(), nodes[k], nodes[k + 1], noise).x);
    }
    return at::stack(states);
}

/// A run on the reference's own nodes, uniform in t.
inline Tensor trajectory(const core::denoiser::Denoiser& denoiser, const core::schedule::Schedule& schedule,
                         const core::Selection& sampler, const Tensor& x_1, int steps, const Tensor& noise)
{
    const auto made = core::sampler::make(sampler);
    tests::RecordedNoise recorded(noise);
    return trajectory(denoiser, core::grid::make({"uniform"})->nodes(schedule, steps, 1), *made, x_1, recorded);
}

/// Remembers where a denoiser was asked.
class Listening final : public core::denoiser::Denoiser {
public:
    explicit Listening(const Denoiser& inner) : inner_(inner) {}
    [[nodiscard]] Tensor mean(const Tensor& x_t, const core::denoiser::Node& at) const override
    {
        states_.push_back(x_t);
        sigmas_.push_back(at.sigma);
        return inner_.mean(x_t, at);
    }
    [[nodiscard]] core::denoiser::Linearised linearise(const Tensor& x_t, const core::denoiser::Node& at) const override
    {
        return inner_.linearise(x_t, at);
    }
    [[nodiscard]] const Denoiser& inner() const { return inner_; }
    [[nodiscard]] const std::vector<Tensor>& states() const { return states_; }
    [[nodiscard]] Tensor sigmas() const { return at::tensor(sigmas_, at::kDouble); }

private:
    const Denoiser& inner_;
    mutable std::vector<Tensor> states_;
    mutable std::vector<double> sigmas_;
};

/// Only zeros: what a step does without its noise.
class NoNoise final : public core::sampler::Noise {
public:
    [[nodiscard]] Tensor normal(const Tensor& like) override { return at::zeros_like(like); }
};

}  // namespace reference
