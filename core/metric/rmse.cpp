#include "core/metric/base/points.h"

namespace core::metric {

Entry rmse()
{
    return {
        .about = {.id = "rmse",
                  .label = "Root-mean-square error",
                  .source = "WeatherBench 2, arXiv:2308.15560",
                  .formula = "√⟨(x̄ − y)²⟩",
                  .note = "Of the ensemble mean; over several times the roots are averaged."},
        .make = [](const Selection&) { return root(meanSquareError, Roots::first); },
    };
}

}  // namespace core::metric
