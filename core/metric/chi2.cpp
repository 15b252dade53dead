#include "core/metric/base/points.h"

#include <cmath>

namespace core::metric {

namespace {

double of(const Sample& sample)
{
    if (sample.errors.empty()) {
        return std::nan("");
    }
    return weightedMean(sample, [&](std::size_t i) {
        const double scaled = (sample.truth[i] - meanAt(sample, i)) / sample.errors[i];
        return scaled * scaled;
    });
}

}  // namespace

Entry chi2()
{
    return {
        .about = {.id = "chi2",
                  .label = "χ² of departures",
                  .source = "Desroziers et al. 2005, doi:10.1256/qj.05.108",
                  .formula = "⟨(y − x̄)² / σ_o²⟩",
                  .note = "For observations only: needs their errors."},
        .make = [](const Selection&) { return scalar(of); },
    };
}

}  // namespace core::metric
