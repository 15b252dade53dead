#include "core/sampler/base/churn.h"
#include "core/sampler/base/heun.h"

namespace core::sampler {
namespace {

class Edm final : public Sampler {
public:
    explicit Edm(const Churn& churn) : churn_(churn) {}
    void begin(std::span<const Node> nodes) override { steps_ = nodes.size() - 1; }
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise& noise) override
    {
        const Placed raised = churned(churn_, steps_, {x_t, t}, noise);
        return heunStep(denoiser, raised.x, raised.at, s);
    }

private:
    Churn churn_;
    std::size_t steps_ = 1;
};

}  // namespace

Entry edm()
{
    return {
        .about =
            {.id = "edm",
             .label = "EDM (Heun with churn)",
             .source = "Karras et al. 2022, arXiv:2206.00364, alg. 2",
             .formula = "û = u_t(1+γ), γ = min(S_churn/K, √2−1) in S_min ≤ u ≤ S_max; "
                        "x ← x_t + α S_noise √(û²−u_t²) ε; then a Heun step from û to u_s",
             .knobs = {{"churn", "Churn S_churn", "1", 40, 0, 1000},
                       {"low", "Least noise S_min", "1", 0.05, 0, 1e6},
                       {"high", "Most noise S_max", "1", 50, 0, 1e9},
                       {"noise", "Added noise S_noise", "1", 1, 0.9, 1.2}},
             .note =
                 "Second order; two denoiser calls a step. S_noise = 1 samples the prior; the paper's 1.003 "
                 "to 1.007 make up for what networks lose. A sampler that was not told how many steps there "
                 "are takes its step for the only one."},
        .make = [](const Selection& s) -> std::unique_ptr<Sampler> {
            return std::make_unique<Edm>(Churn{.amount = s.knobs.at("churn"),
                                               .low = s.knobs.at("low"),
                                               .high = s.knobs.at("high"),
                                               .noise = s.knobs.at("noise")});
        },
    };
}

}  // namespace core::sampler
