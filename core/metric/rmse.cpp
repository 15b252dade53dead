#include "core/metric/base/points.h"

#include <cmath>

namespace core::metric {

namespace {

double of(const Sample& sample)
{
    return std::sqrt(weightedMean(sample, [&](std::size_t i) {
        const double error = meanAt(sample, i) - sample.truth[i];
        return error * error;
    }));
}

}  // namespace

Entry rmse()
{
    return {
        .about = {.id = "rmse",
                  .label = "Root-mean-square error",
                  .source = "WeatherBench 2, arXiv:2308.15560",
                  .formula = "√⟨(x̄ − y)²⟩",
                  .note = "Of the ensemble mean; over several times the roots are averaged."},
        .make = [](const Selection&) { return scalar(of); },
    };
}

}  // namespace core::metric
