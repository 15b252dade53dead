#include "core/sampler/sampler.h"

namespace core::sampler {
namespace {

class Heun final : public Sampler {
public:
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise&) override
    {
        const Tensor mean = denoiser.mean(x_t, t);
        const Tensor z_t = x_t.sub(mean, t.alpha).mul_(1 / t.sigma);
        const double scale = s.alpha / t.alpha;
        const double stride = s.alpha * (s.u() - t.u());
        Tensor x_s = (x_t * scale).add_(z_t, stride);
        if (s.sigma == 0) {
            return {x_s, mean};  // z is not defined without noise
        }
        const Tensor z_s = x_s.sub(denoiser.mean(x_s, s), s.alpha).mul_(1 / s.sigma);
        return {(x_t * scale).add_(z_t, stride / 2).add_(z_s, stride / 2), mean};
    }
};

}  // namespace

Entry heun()
{
    return {
        .about = {.id = "heun",
                  .label = "Heun",
                  .source = "Karras et al. 2022, arXiv:2206.00364, alg. 1",
                  .formula = "Euler to x_s, then again with (z_t + z_s)/2",
                  .note = "Second order; two denoiser calls a step."},
        .make = [](const Selection&) -> std::unique_ptr<Sampler> { return std::make_unique<Heun>(); },
    };
}

}  // namespace core::sampler
