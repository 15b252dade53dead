#include "core/schedule/schedule.h"

#include <cmath>

namespace core::schedule {
namespace {

class Cosine final : public Schedule {
public:
    Cosine(double sigmaMin, double alphaMin) : low_(sigmaMin), angle_(std::acos(alphaMin)) {}
    [[nodiscard]] Node at(double t) const override
    {
        const double alpha = std::cos(t * angle_);
        return {.t = t, .alpha = alpha, .sigma = std::sqrt(1 - alpha * alpha + low_ * low_)};
    }

private:
    double low_, angle_;
};

}  // namespace

Entry cosine()
{
    return {
        .about = {.id = "cosine",
                  .label = "Cosine (variance preserving)",
                  .source = "Nichol & Dhariwal 2021, arXiv:2102.09672; form of azula",
                  .formula = "α = cos(t·acos α_min), σ = √(1 − α² + σ_min²)",
                  .knobs = {{"sigmaMin", "Least noise", "1", 1e-3, 1e-6, 0.5},
                            {"alphaMin", "Least signal", "1", 1e-3, 1e-6, 0.5}}},
        .make = [](const Selection& s) -> std::unique_ptr<Schedule> {
            return std::make_unique<Cosine>(s.knobs.at("sigmaMin"), s.knobs.at("alphaMin"));
        },
    };
}

}  // namespace core::schedule
