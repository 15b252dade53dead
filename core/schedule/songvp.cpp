#include "core/schedule/base/preserved.h"
#include "core/schedule/schedule.h"

namespace core::schedule {
namespace {

class SongVp final : public Schedule {
public:
    enum class Form { vp, subvp };
    SongVp(double betaMin, double betaMax, double sigmaMin, Form form)
        : betaMin_(betaMin), betaMax_(betaMax), low_(sigmaMin), form_(form)
    {
    }
    [[nodiscard]] Node at(double t) const override
    {
        const double alpha = std::exp(-t * t * (betaMax_ - betaMin_) / 4 - t * betaMin_ / 2);
        return {.t = t,
                .alpha = alpha,
                .sigma = form_ == Form::vp ? preservedSigma(alpha, low_) : 1 - alpha * alpha + low_};
    }

private:
    double betaMin_, betaMax_, low_;
    Form form_;
};

}  // namespace

Entry songvp()
{
    return {
        .about = {.id = "songvp",
                  .label = "Song's VP-SDE (linear β)",
                  .source = "Song et al. 2021, arXiv:2011.13456, eqs. 32 and 33",
                  .formula =
                      "α = exp(−t²(β_max−β_min)/4 − tβ_min/2), σ = √(1−α²+σ_min²); subvp: σ = 1−α²+σ_min",
                  .knobs = {{"betaMin", "Least rate β", "1", 0.1, 1e-3, 10},
                            {"betaMax", "Greatest rate β", "1", 20, 10, 100},
                            {"sigmaMin", "Least noise", "1", 1e-3, 1e-6, 0.5},
                            {"form", "Variance", "1", 0, 0, 1, true, {"vp", "subvp"}}},
                  .note = "The paper has σ_min = 0 and stops its runs at a small t instead. "
                          "σ/α ends at 152 with β_max = 20."},
        .make = [](const Selection& s) -> std::unique_ptr<Schedule> {
            return std::make_unique<SongVp>(s.knobs.at("betaMin"), s.knobs.at("betaMax"),
                                            s.knobs.at("sigmaMin"),
                                            s.knobs.at("form") == 0 ? SongVp::Form::vp : SongVp::Form::subvp);
        },
    };
}

}  // namespace core::schedule
