#include "core/schedule/schedule.h"

namespace core::schedule {
namespace {

class Rectified final : public Schedule {
public:
    Rectified(double sigmaMin, double sigmaMax, bool flow) : low_(sigmaMin), alphaMin_(1 / sigmaMax), flow_(flow) {}
    [[nodiscard]] Node at(double t) const override
    {
        const double alpha = t * alphaMin_ + (1 - t);
        const double sigma = t + (1 - t) * low_;
        return flow_ ? Node{.t = t, .alpha = alpha, .sigma = sigma}
                     : Node{.t = t, .alpha = 1, .sigma = sigma / alpha};
    }

private:
    double low_, alphaMin_;
    bool flow_;
};

}  // namespace

Entry rectified()
{
    return {
        .about = {.id = "rectified",
                  .label = "Rectified",
                  .source = "Liu et al. 2023, arXiv:2209.03003; Appa, arXiv:2504.18720",
                  .formula = "σ/α = (t+(1−t)σ_min)/(t/σ_max+1−t); form ve: α = 1, flow: α = t/σ_max+1−t",
                  .knobs = {{"sigmaMin", "Least noise", "1", 1e-3, 1e-6, 1},
                            {"sigmaMax", "Most noise", "1", 1e3, 2, 1e6},
                            {"form", "Scaling of x_t", "1", 0, 0, 1, true, {"ve", "flow"}}}},
        .make = [](const Selection& s) -> std::unique_ptr<Schedule> {
            return std::make_unique<Rectified>(s.knobs.at("sigmaMin"), s.knobs.at("sigmaMax"),
                                               s.knobs.at("form") != 0);
        },
    };
}

}  // namespace core::schedule
