#include "core/sampler/base/multistep.h"

#include <cmath>

namespace core::sampler {
namespace {

constexpr Variables rosenbrock = {.v = [](double u) { return std::log(u); },
                                  .w = [](double v) { return 1 / (2 * std::cosh(v)); },
                                  .g = [](double u) { return std::sqrt(1 + u * u); },
                                  .a = [](double u) { return 1 / (u * std::sqrt(1 + u * u)); },
                                  .b = [](double u) { return -std::sqrt(1 + u * u) / u; }};

/// As the reference has it: σ_t in the last square root, and its quadrature.
class AsWritten final : public Multistep {
public:
    explicit AsWritten(int order) : Multistep(rosenbrock, order) {}

private:
    [[nodiscard]] std::vector<double> weights(std::span<const double> nodes, double v_s) const override
    {
        static const Quadrature rule = trapezoidal(257);
        return basisWeights(nodes, v_s, rosenbrock.w, rule);
    }
    [[nodiscard]] double gain(const Node& t, const Node& s) const override
    {
        return std::sqrt(s.alpha * s.alpha + t.sigma * t.sigma);
    }
};

}  // namespace

Entry reab()
{
    return {
        .about =
            {.id = "reab",
             .label = "Rosenbrock exponential Adams–Bashforth (REAB)",
             .source =
                 "DPM-Solver-v3, Zheng et al. 2023, arXiv:2310.13268, for a prior of unit variance; azula",
             .formula = "x_s = √((α_s²+σ_s²)/(α_t²+σ_t²)) x_t + √(α_s²+σ_s²) Σ_j c_j f_j, "
                        "f = ((1−a)x/α − D)/√a, a = σ²/(α²+σ²), c_j = ∫ l_j(v)/(2 cosh v) dv, v = ln(σ/α)",
             .knobs = {orderKnob(), {"form", "Last factor", "1", 0, 0, 1, true, {"corrected", "azula"}}},
             .note = "azula's form has σ_t in the last root where its derivation gives σ_s: it is of first "
                     "order whatever the order asked for."},
        .make = [](const Selection& s) -> std::unique_ptr<Sampler> {
            const int order = static_cast<int>(s.knobs.at("order"));
            if (s.knobs.at("form") != 0) {
                return std::make_unique<AsWritten>(order);
            }
            return std::make_unique<Multistep>(rosenbrock, order);
        },
    };
}

}  // namespace core::sampler
