#include "core/metric/base/points.h"

#include <limits>

namespace core::metric {

namespace {

/// σ_o², σ_b² as the departures imply them, and σ_o² as it was stated.
class Desroziers final : public Metric {
public:
    [[nodiscard]] std::vector<double> moments(const Sample& sample) const override
    {
        if (sample.background.empty() || sample.errors.empty()) {
            return std::vector<double>(3, std::numeric_limits<double>::quiet_NaN());
        }
        const auto omb = [&](std::size_t i) { return double{sample.truth[i]} - sample.background[i]; };
        const auto oma = [&](std::size_t i) { return sample.truth[i] - meanAt(sample, i); };
        return {
            weightedMean(sample, [&](std::size_t i) { return oma(i) * omb(i); }),
            weightedMean(sample, [&](std::size_t i) { return (omb(i) - oma(i)) * omb(i); }),
            weightedMean(sample, [&](std::size_t i) { return double{sample.errors[i]} * sample.errors[i]; })};
    }
};

}  // namespace

Entry desroziers()
{
    return {
        .about =
            {.id = "desroziers",
             .label = "Desroziers' consistency",
             .source = "Desroziers et al. 2005, doi:10.1256/qj.05.108",
             .formula = "σ_o² = ⟨d_a d_b⟩,  σ_b² = ⟨(d_b − d_a) d_b⟩,  d_b = y − H x_b,  d_a = y − H x̄",
             .note = "For observations that were used: three numbers, σ_o² and σ_b² implied and σ_o² stated. "
                     "Estimates may be negative; the diagnosis holds for optimal gains."},
        .make = [](const Selection&) -> std::unique_ptr<Metric> { return std::make_unique<Desroziers>(); },
    };
}

}  // namespace core::metric
