#include "core/schedule/base/preserved.h"
#include "core/schedule/schedule.h"

namespace core::schedule {
namespace {

class Vp final : public Schedule {
public:
    Vp(double sigmaMin, double alphaMin) : low_(sigmaMin), rate_(std::log(alphaMin)) {}
    [[nodiscard]] Node at(double t) const override
    {
        const double alpha = std::exp(t * t * rate_);
        return {.t = t, .alpha = alpha, .sigma = preservedSigma(alpha, low_)};
    }

private:
    double low_, rate_;
};

}  // namespace

Entry vp()
{
    return {
        .about = {.id = "vp",
                  .label = "Variance preserving (quadratic)",
                  .source = "Ho et al. 2020, arXiv:2006.11239; form of azula",
                  .formula = "α = exp(t² ln α_min), σ = √(1 − α² + σ_min²)",
                  .knobs = {{"sigmaMin", "Least noise", "1", 1e-3, 1e-6, 0.5},
                            {"alphaMin", "Least signal", "1", 1e-3, 1e-6, 0.5}}},
        .make = [](const Selection& s) -> std::unique_ptr<Schedule> {
            return std::make_unique<Vp>(s.knobs.at("sigmaMin"), s.knobs.at("alphaMin"));
        },
    };
}

}  // namespace core::schedule
