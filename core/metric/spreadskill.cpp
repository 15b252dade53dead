#include "core/metric/base/points.h"

#include <cmath>

namespace core::metric {

namespace {

double of(const Sample& sample)
{
    const double spread = weightedMean(sample, [&](std::size_t i) { return varianceAt(sample, i); });
    const double skill = weightedMean(sample, [&](std::size_t i) {
        const double error = meanAt(sample, i) - sample.truth[i];
        return error * error;
    });
    const auto members = static_cast<double>(sample.members.size());
    return std::sqrt((members + 1) / members * spread / skill);
}

}  // namespace

Entry spreadskill()
{
    return {
        .about = {.id = "spreadskill",
                  .label = "Spread/skill ratio",
                  .source = "Fortin et al. 2014, doi:10.1175/JHM-D-14-0008.1",
                  .formula = "√((M + 1)/M) · spread / RMSE",
                  .note = "1 for a calibrated ensemble."},
        .make = [](const Selection&) { return scalar(of); },
    };
}

}  // namespace core::metric
