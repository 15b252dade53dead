#include "core/metric/base/points.h"

namespace core::metric {

namespace {

double of(const Sample& sample)
{
    return meanSquareError(sample) - meanVariance(sample) / static_cast<double>(sample.members.size());
}

}  // namespace

Entry debiasedmse()
{
    return {
        .about = {.id = "debiasedmse",
                  .label = "Debiased mean square error",
                  .source = "WeatherBench 2, arXiv:2308.15560",
                  .formula = "⟨(x̄ − y)²⟩ − ⟨Σ_m (x_m − x̄)² / (M − 1)⟩ / M",
                  .note = "What an ensemble mean of infinitely many members would have; may be negative. "
                          "Needs two members."},
        .make = [](const Selection&) { return scalar(of); },
    };
}

}  // namespace core::metric
