#include "core/sampler/base/multistep.h"

#include <cmath>

namespace core::sampler {
namespace {

constexpr Variables meanInLogarithm = {.v = [](double u) { return std::log(u); },
                                       .w = [](double v) { return std::exp(-v); },
                                       .g = [](double u) { return u; },
                                       .a = [](double) { return 0.0; },
                                       .b = [](double) { return -1.0; }};

}  // namespace

Entry xeab()
{
    return {
        .about = {.id = "xeab",
                  .label = "Exponential Adams–Bashforth on the mean (xEAB)",
                  .source = "DPM-Solver++, Lu et al. 2022, arXiv:2211.01095, in multi-step form; azula",
                  .formula = "x_s = (σ_s/σ_t) x_t − σ_s Σ_j c_j D_j, c_j = ∫ e^(−v) l_j(v) dv, v = ln(σ/α)",
                  .knobs = {orderKnob()},
                  .note = "Starts at first order; one denoiser call a step."},
        .make = [](const Selection& s) -> std::unique_ptr<Sampler> {
            return std::make_unique<Multistep>(meanInLogarithm, static_cast<int>(s.knobs.at("order")));
        },
    };
}

}  // namespace core::sampler
