#include "core/metric/base/points.h"

namespace core::metric {

Entry skill()
{
    return {
        .about =
            {.id = "skill",
             .label = "Skill",
             .source = "WeatherBench 2, arXiv:2308.15560",
             .formula = "√ mean over dates of ⟨(x̄ − y)²⟩",
             .note =
                 "The root is taken after averaging over dates; not corrected for the number of members."},
        .make = [](const Selection&) { return root(meanSquareError, Roots::last); },
    };
}

}  // namespace core::metric
