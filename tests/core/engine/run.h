#pragma once

#include "tests/gaussian_world.h"

namespace tests {

/// The members of one run, stepped with the catalogue's own classes.
class Run {
public:
    Run(const core::denoiser::Denoiser& prior, const core::observe::Observed& observed, const Recipe& recipe)
        : prior_(prior), observed_(observed), recipe_(recipe), schedule_(core::schedule::make(recipe.schedule)),
          sampler_(core::sampler::make(recipe.sampler)), guidance_(core::guidance::make(recipe.guidance)),
          nodes_(core::grid::make(recipe.grid)->nodes(*schedule_, recipe.steps, 1, prior.covariance()))
    {
        sampler_->begin(nodes_);
    }
    [[nodiscard]] const std::vector<core::denoiser::Node>& nodes() const { return nodes_; }
    [[nodiscard]] core::sampler::Sampler& sampler() { return *sampler_; }
    [[nodiscard]] core::guidance::Guidance& guidance() { return *guidance_; }

    [[nodiscard]] core::sampler::Step step(const Tensor& x, std::size_t k, core::sampler::Noise& noise)
    {
        return step(x, nodes_[k], nodes_[k + 1], noise);
    }
    [[nodiscard]] core::sampler::Step step(const Tensor& x, const core::denoiser::Node& t,
                                           const core::denoiser::Node& s, core::sampler::Noise& noise)
    {
        return guidance_->step(*sampler_, prior_, observed_, recipe_.strength, x, t, s, noise);
    }
    [[nodiscard]] Tensor whole(Tensor x, core::sampler::Noise& noise)
    {
        for (std::size_t k = 0; k + 1 < nodes_.size(); ++k) {
            x = step(x, k, noise).x;
        }
        return x;
    }

private:
    const core::denoiser::Denoiser& prior_;
    const core::observe::Observed& observed_;
    Recipe recipe_;
    std::unique_ptr<core::schedule::Schedule> schedule_;
    std::unique_ptr<core::sampler::Sampler> sampler_;
    std::unique_ptr<core::guidance::Guidance> guidance_;
    std::vector<core::denoiser::Node> nodes_;
};

}  // namespace tests
