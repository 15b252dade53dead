#include "core/metric/base/points.h"

#include <cmath>

namespace core::metric {

namespace {

double of(const Sample& sample)
{
    return weightedMean(sample, [&](std::size_t i) { return std::abs(meanAt(sample, i) - sample.truth[i]); });
}

}  // namespace

Entry mae()
{
    return {
        .about = {.id = "mae",
                  .label = "Mean absolute error",
                  .source = "WeatherBench 2, arXiv:2308.15560",
                  .formula = "⟨|x̄ − y|⟩"},
        .make = [](const Selection&) { return scalar(of); },
    };
}

}  // namespace core::metric
