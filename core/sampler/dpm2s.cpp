#include "core/sampler/base/singlestep.h"

namespace core::sampler {
namespace {

class Dpm2s final : public Sampler {
public:
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise&) override
    {
        return singleStep(denoiser, x_t, t, s);
    }
};

}  // namespace

Entry dpm2s()
{
    return {
        .about = {.id = "dpm2s",
                  .label = "DPM-Solver++ (2S)",
                  .source = "Lu et al. 2022, arXiv:2211.01095, alg. 1",
                  .formula = "u_m = √(u_t u_s), x_m = (u_m/u_t) x_t + (1−u_m/u_t) D, x_s = (u_s/u_t) x_t + "
                             "(1−u_s/u_t) D(x_m)",
                  .note = "Second order; two denoiser calls a step."},
        .make = [](const Selection&) -> std::unique_ptr<Sampler> { return std::make_unique<Dpm2s>(); },
    };
}

}  // namespace core::sampler
