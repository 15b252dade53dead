#include "core/sampler/base/multistep.h"

#include <cmath>

namespace core::sampler {
namespace {

constexpr Variables noiseInLogarithm = {.v = [](double u) { return std::log(u); },
                                        .w = [](double v) { return std::exp(v); },
                                        .g = [](double) { return 1.0; },
                                        .a = [](double u) { return 1 / u; },
                                        .b = [](double u) { return -1 / u; }};

}  // namespace

Entry zeab()
{
    return {
        .about =
            {.id = "zeab",
             .label = "Exponential Adams–Bashforth on the noise (zEAB)",
             .source = "DPM-Solver, Lu et al. 2022, arXiv:2206.00927, in multi-step form; azula",
             .formula =
                 "x_s = (α_s/α_t) x_t + α_s Σ_j c_j z_j, z = (x−αD)/σ, c_j = ∫ e^v l_j(v) dv, v = ln(σ/α)",
             .knobs = {orderKnob()},
             .note = "Starts at first order; one denoiser call a step."},
        .make = [](const Selection& s) -> std::unique_ptr<Sampler> {
            return std::make_unique<Multistep>(noiseInLogarithm, static_cast<int>(s.knobs.at("order")));
        },
    };
}

}  // namespace core::sampler
