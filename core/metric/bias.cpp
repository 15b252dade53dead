#include "core/metric/base/points.h"

#include <cmath>

namespace core::metric {

namespace {

double of(const Sample& sample)
{
    return weightedMean(sample, [&](std::size_t i) { return meanAt(sample, i) - sample.truth[i]; });
}

}  // namespace

Entry bias()
{
    return {
        .about = {.id = "bias",
                  .label = "Bias",
                  .source = "WeatherBench 2, arXiv:2308.15560",
                  .formula = "⟨x̄ − y⟩"},
        .make = [](const Selection&) { return scalar(of); },
    };
}

}  // namespace core::metric
