#include "core/schedule/base/preserved.h"
#include "core/schedule/schedule.h"

#include <numbers>

namespace core::schedule {
namespace {

class Nichol final : public Schedule {
public:
    Nichol(double sigmaMin, double alphaMin, double offset)
        : low_(sigmaMin), alphaMin_(alphaMin), offset_(offset)
    {
    }
    [[nodiscard]] Node at(double t) const override
    {
        const double ratio = cosine(t) / cosine(0);
        const double floor = alphaMin_ * alphaMin_;
        const double alpha = std::sqrt(floor + (1 - floor) * ratio * ratio);
        return {.t = t, .alpha = alpha, .sigma = preservedSigma(alpha, low_)};
    }

private:
    [[nodiscard]] double cosine(double t) const
    {
        return std::cos((t + offset_) / (1 + offset_) * std::numbers::pi / 2);
    }
    double low_, alphaMin_, offset_;
};

}  // namespace

Entry nichol()
{
    return {
        .about =
            {.id = "nichol",
             .label = "Cosine with offset (improved DDPM)",
             .source = "Nichol & Dhariwal 2021, arXiv:2102.09672, eq. 17",
             .formula = "α² = ᾱ(1−α_min²) + α_min², ᾱ = cos²((t+s)/(1+s)·π/2)/cos²(s/(1+s)·π/2), "
                        "σ = √(1 − α² + σ_min²)",
             .knobs = {{"sigmaMin", "Least noise", "1", 1e-3, 1e-6, 0.5},
                       {"alphaMin", "Least signal", "1", 1e-3, 1e-6, 0.5},
                       {"offset", "Offset s", "1", 8e-3, 0, 0.5}},
             .note =
                 "The paper has no α_min and σ_min: it keeps away from t = 0 and 1 by its discrete steps."},
        .make = [](const Selection& s) -> std::unique_ptr<Schedule> {
            return std::make_unique<Nichol>(s.knobs.at("sigmaMin"), s.knobs.at("alphaMin"),
                                            s.knobs.at("offset"));
        },
    };
}

}  // namespace core::schedule
