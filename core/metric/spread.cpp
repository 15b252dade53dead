#include "core/metric/base/points.h"

#include <cmath>

namespace core::metric {

namespace {

double of(const Sample& sample)
{
    return std::sqrt(weightedMean(sample, [&](std::size_t i) { return varianceAt(sample, i); }));
}

}  // namespace

Entry spread()
{
    return {
        .about = {.id = "spread",
                  .label = "Ensemble spread",
                  .source = "Fortin et al. 2014, doi:10.1175/JHM-D-14-0008.1",
                  .formula = "√⟨Σ_m (x_m − x̄)² / (M − 1)⟩"},
        .make = [](const Selection&) { return scalar(of); },
    };
}

}  // namespace core::metric
