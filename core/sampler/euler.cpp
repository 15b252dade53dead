#include "core/sampler/sampler.h"

namespace core::sampler {
namespace {

class Euler final : public Sampler {
public:
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise&) override
    {
        const Tensor mean = denoiser.mean(x_t, t);
        // with z = (x_t − α_t D)/σ_t gathered into one factor of x_t and one of D
        const double slope = s.alpha * (s.u() - t.u()) / t.sigma;
        return {combined({{s.alpha / t.alpha + slope, x_t}, {-slope * t.alpha, mean}}), mean};
    }
};

}  // namespace

Entry euler()
{
    return {
        .about = {.id = "euler",
                  .label = "Euler",
                  .source = "Karras et al. 2022, arXiv:2206.00364, alg. 1 without its correction",
                  .formula = "x_s = (α_s/α_t) x_t + α_s (u_s − u_t) z, z = (x_t − α_t D)/σ_t, u = σ/α",
                  .note = "First order; algebraically DDIM with η = 0."},
        .make = [](const Selection&) -> std::unique_ptr<Sampler> { return std::make_unique<Euler>(); },
    };
}

}  // namespace core::sampler
