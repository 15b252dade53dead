#include "core/metric/base/points.h"

#include <cmath>

namespace core::metric {

namespace {

/// √ of the variance an ensemble of this size should have, over the mean square error.
class SpreadSkill final : public Metric {
public:
    explicit SpreadSkill(Roots roots) : roots_(roots) {}
    [[nodiscard]] std::vector<double> moments(const Sample& sample) const override
    {
        const auto members = static_cast<double>(sample.members.size());
        return {(members + 1) / members * meanVariance(sample), meanSquareError(sample)};
    }
    [[nodiscard]] std::vector<double> finished(const std::vector<double>& moments) const override
    {
        return {std::sqrt(moments.at(0) / moments.at(1))};
    }
    [[nodiscard]] Roots roots() const override { return roots_; }

private:
    Roots roots_;
};

}  // namespace

Entry spreadskill()
{
    return {
        .about = {.id = "spreadskill",
                  .label = "Spread/skill ratio",
                  .source = "Fortin et al. 2014, doi:10.1175/JHM-D-14-0008.1",
                  .formula = "√((M + 1)/M) · spread / RMSE",
                  .knobs = {{"roots", "Ratio taken", "1", 0, 0, 1, true, {"first", "last"}}},
                  .note = "1 for a calibrated ensemble. At each time, or last: of the averages over dates."},
        .make = [](const Selection& s) -> std::unique_ptr<Metric> {
            return std::make_unique<SpreadSkill>(s.knobs.at("roots") > 0 ? Roots::last : Roots::first);
        },
    };
}

}  // namespace core::metric
