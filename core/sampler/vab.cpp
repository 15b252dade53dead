#include "core/sampler/base/multistep.h"

namespace core::sampler {
namespace {

constexpr Variables velocity = {.v = [](double u) { return u / (1 + u); },
                                .w = [](double) { return 1.0; },
                                .g = [](double u) { return 1 + u; },
                                .a = [](double u) { return 1 / u; },
                                .b = [](double u) { return -(1 + u) / u; }};

}  // namespace

Entry vab()
{
    return {
        .about = {.id = "vab",
                  .label = "Adams–Bashforth on the velocity (vAB)",
                  .source = "azula; velocity of rectified flows, Liu et al. 2023, arXiv:2209.03003",
                  .formula = "x_s = (α_s+σ_s)/(α_t+σ_t) x_t + (α_s+σ_s) Σ_j c_j v_j, v = x/σ − (1+α/σ)D, "
                             "c_j = ∫ l_j(r) dr, r = σ/(α+σ)",
                  .knobs = {orderKnob()},
                  .note = "Starts at first order; one denoiser call a step."},
        .make = [](const Selection& s) -> std::unique_ptr<Sampler> {
            return std::make_unique<Multistep>(velocity, static_cast<int>(s.knobs.at("order")));
        },
    };
}

}  // namespace core::sampler
