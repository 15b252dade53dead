#pragma once

#include "core/api/error.h"
#include "core/sampler/base/churn.h"

#include <memory>
#include <vector>

namespace core::sampler {

/// A deterministic step after churn: noise is raised from u_t to û, and the step goes from there to u_s.
class Churned final : public Sampler {
public:
    using Rule = Step (*)(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s);
    Churned(const Churn& churn, Rule rule) : churn_(churn), rule_(rule) {}
    void begin(std::span<const Node> nodes) override { steps_ = nodes.size() - 1; }
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise& noise) override
    {
        const Placed raised = churned(churn_, steps_, {x_t, t}, noise);
        return rule_(denoiser, raised.x, raised.at, s);
    }

private:
    Churn churn_;
    Rule rule_;
    std::size_t steps_ = 1;
};

/// Knobs of a sampler with churn by their initial values.
[[nodiscard]] inline std::vector<Knob> churnKnobs(const Churn& initial)
{
    return {{"churn", "Churn S_churn", "1", initial.amount, 0, 1000},
            {"low", "Least noise S_min", "1", initial.low, 0, 1e6},
            {"high", "Most noise S_max", "1", initial.high, 0, 1e9},
            {"noise", "Added noise S_noise", "1", initial.noise, 0.9, 1.2}};
}

[[nodiscard]] inline std::unique_ptr<Sampler> makeChurned(const Selection& s, Churned::Rule rule)
{
    const Churn churn{.amount = s.knobs.at("churn"), .low = s.knobs.at("low"), .high = s.knobs.at("high"),
                      .noise = s.knobs.at("noise")};
    if (churn.low > churn.high) {
        throw Error(Cause::badInput, "The sampler's least noise, low, is above its most noise, high.",
                    "Give low at most the value of high: between the two steps are churned.");
    }
    return std::make_unique<Churned>(churn, rule);
}

}  // namespace core::sampler
