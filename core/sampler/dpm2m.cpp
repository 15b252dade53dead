#include "core/sampler/base/history.h"
#include "core/sampler/sampler.h"

#include <cmath>

namespace core::sampler {
namespace {

class Dpm2m final : public Sampler {
public:
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise&) override
    {
        const Tensor mean = denoiser.mean(x_t, t);
        history_.push(t.u(), mean);
        const double kept = s.u() / t.u();
        Tensor x_s = x_t * (s.sigma / t.sigma);
        if (history_.entries().size() == 1 || s.sigma == 0) {
            return {x_s.add_(mean, s.alpha * (1 - kept)), mean};
        }
        const History::Entry& before = history_.entries().front();
        const double ahead = std::log(t.u() / s.u()) / (2 * std::log(before.u / t.u()));  // 1/(2r)
        x_s.add_(mean, s.alpha * (1 - kept) * (1 + ahead)).add_(before.value, -s.alpha * (1 - kept) * ahead);
        return {x_s, mean};
    }
    [[nodiscard]] std::vector<Tensor> memory() const override { return history_.memory(); }
    void restore(const std::vector<Tensor>& memory) override { history_.restore(memory); }

private:
    History history_{2};  // D
};

}  // namespace

Entry dpm2m()
{
    return {
        .about = {.id = "dpm2m",
                  .label = "DPM-Solver++ (2M)",
                  .source = "Lu et al. 2022, arXiv:2211.01095, alg. 2",
                  .formula = "x_s = (σ_s/σ_t) x_t − α_s (e^(−h) − 1) d, d = (1+1/2r) D_i − (1/2r) D_(i−1), "
                             "h = ln(u_t/u_s), r = h_before/h",
                  .note = "Second order, starts at first; one denoiser call a step."},
        .make = [](const Selection&) -> std::unique_ptr<Sampler> { return std::make_unique<Dpm2m>(); },
    };
}

}  // namespace core::sampler
