#include "core/sampler/base/adams_bashforth.h"
#include "core/sampler/base/history.h"
#include "core/sampler/sampler.h"

namespace core::sampler {
namespace {

class Lms final : public Sampler {
public:
    explicit Lms(int order) : history_(static_cast<std::size_t>(order)) {}

    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise&) override
    {
        const Tensor mean = denoiser.mean(x_t, t);
        history_.push(t.u(), combined({{1 / t.sigma, x_t}, {-t.alpha / t.sigma, mean}}));
        std::vector<double> nodes;
        for (const History::Entry& past : history_.entries()) {
            nodes.push_back(past.u);
        }
        const std::vector<double> weights = adamsBashforth(nodes, s.u());
        std::vector<Term> terms = {{s.alpha / t.alpha, x_t}};
        for (std::size_t j = 0; j < weights.size(); ++j) {
            terms.push_back({s.alpha * weights[j], history_.entries()[j].value});
        }
        return {combined(terms), mean};
    }
    [[nodiscard]] std::vector<Tensor> memory() const override { return history_.memory(); }
    void restore(const std::vector<Tensor>& memory) override { history_.restore(memory); }

private:
    History history_;  // z = (x_t − α_t D)/σ_t
};

}  // namespace

Entry lms()
{
    return {
        .about = {.id = "lms",
                  .label = "Adams–Bashforth (LMS)",
                  .source = "Zhang & Chen 2023, arXiv:2204.13902 (ρAB); Appa's default of order 3; azula's zAB",
                  .formula = "x_s = (α_s/α_t) x_t + α_s Σ_j c_j z_j, c_j = ∫ l_j(u) du from u_t to u_s, u = σ/α",
                  .knobs = {{"order", "Order", "1", 3, 1, 6, true}},
                  .note = "Starts at first order; one denoiser call a step."},
        .make = [](const Selection& s) -> std::unique_ptr<Sampler> {
            return std::make_unique<Lms>(static_cast<int>(s.knobs.at("order")));
        },
    };
}

}  // namespace core::sampler
