#include "core/sampler/base/ancestral.h"

#include <algorithm>
#include <cmath>

namespace core::sampler {
namespace {

class Rewind final : public Sampler {
public:
    enum class Form { jump, small };
    Rewind(int window, Form form) : window_(static_cast<std::size_t>(window)), form_(form) {}

    void begin(std::span<const Node> nodes) override { nodes_.assign(nodes.begin(), nodes.end()); }
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise& noise) override
    {
        const std::vector<Node> ahead = nodesAhead(t, s);
        const Tensor mean = denoiser.mean(x_t, t);
        Tensor x = ancestralStep(x_t, mean, t, ahead.front(), 0, noise);
        for (std::size_t k = 1; k < ahead.size(); ++k) {
            x = ancestralStep(x, denoiser.mean(x, ahead[k - 1]), ahead[k - 1], ahead[k], 0, noise);
        }
        const Node& reached = ahead.back();
        const double back = s.u() * s.u() - reached.u() * reached.u();
        if (back > 0) {
            x = (x * (s.alpha / reached.alpha)).add_(noise.normal(x), s.alpha * std::sqrt(back));
        }
        return {x, mean};
    }

private:
    /// Where the steps from t end: the window's last node, or each of its nodes; s alone where t is unknown
    [[nodiscard]] std::vector<Node> nodesAhead(const Node& t, const Node& s) const
    {
        const auto same = [&](const Node& node) { return node.sigma == t.sigma && node.alpha == t.alpha; };
        const auto here = std::find_if(nodes_.begin(), nodes_.end(), same);
        const auto left = static_cast<std::size_t>(nodes_.end() - here);
        if (left < 2) {
            return {s};
        }
        const auto last = here + static_cast<std::ptrdiff_t>(std::min(window_, left - 1));
        return form_ == Form::jump ? std::vector<Node>{*last} : std::vector<Node>(here + 1, last + 1);
    }

    std::size_t window_;
    Form form_;
    std::vector<Node> nodes_;
};

}  // namespace

Entry rewind()
{
    return {
        .about =
            {.id = "rewind",
             .label = "Rewind",
             .source = "Appa, arXiv:2504.18720 (its code)",
             .formula =
                 "DDIM from t over the next W nodes to r, in one jump or node by node; then back to s: "
                 "x_s/α_s = x_r/α_r + √(u_s² − u_r²) ε",
             .knobs = {{"window", "Nodes ahead W", "1", 16, 1, 256, true},
                       {"form", "Steps ahead", "1", 0, 0, 1, true, {"jump", "small"}}},
             .note =
                 "First order; in one jump it loses about W times the variance that DDIM loses in as many "
                 "steps. "
                 "One denoiser call a step, W with small steps. A sampler that was not told the run's nodes "
                 "steps as DDIM does."},
        .make = [](const Selection& s) -> std::unique_ptr<Sampler> {
            return std::make_unique<Rewind>(
                static_cast<int>(s.knobs.at("window")),
                s.knobs.at("form") == 0 ? Rewind::Form::jump : Rewind::Form::small);
        },
    };
}

}  // namespace core::sampler
