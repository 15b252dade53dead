#include "core/sampler/base/churn.h"
#include "core/sampler/base/singlestep.h"

namespace core::sampler {
namespace {

class GenCast final : public Sampler {
public:
    explicit GenCast(const Churn& churn) : churn_(churn) {}
    void begin(std::span<const Node> nodes) override { steps_ = nodes.size() - 1; }
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise& noise) override
    {
        const Placed raised = churned(churn_, steps_, {x_t, t}, noise);
        return singleStep(denoiser, raised.x, raised.at, s);
    }

private:
    Churn churn_;
    std::size_t steps_ = 1;
};

}  // namespace

Entry gencast()
{
    return {
        .about =
            {.id = "gencast",
             .label = "GenCast (DPM-Solver++ 2S with churn)",
             .source = "Price et al. 2024, arXiv:2312.15796; code of GenCast",
             .formula = "churn as in edm, then a step of dpm2s from û to u_s",
             .knobs = {{"churn", "Churn S_churn", "1", 2.5, 0, 1000},
                       {"low", "Least noise S_min", "1", 0.75, 0, 1e6},
                       {"high", "Most noise S_max", "1", 1e9, 0, 1e9},
                       {"noise", "Added noise S_noise", "1", 1.05, 0.9, 1.2}},
             .note =
                 "Second order; two denoiser calls a step. S_noise = 1.05 makes up for what GenCast's "
                 "network "
                 "loses: with an exact denoiser it leaves too much variance, 1 does not. GenCast takes 20 "
                 "steps."},
        .make = [](const Selection& s) -> std::unique_ptr<Sampler> {
            return std::make_unique<GenCast>(Churn{.amount = s.knobs.at("churn"),
                                                   .low = s.knobs.at("low"),
                                                   .high = s.knobs.at("high"),
                                                   .noise = s.knobs.at("noise")});
        },
    };
}

}  // namespace core::sampler
