#include "core/metric/base/points.h"

namespace core::metric {

Entry spread()
{
    return {
        .about = {.id = "spread",
                  .label = "Ensemble spread",
                  .source = "Fortin et al. 2014, doi:10.1175/JHM-D-14-0008.1",
                  .formula = "√⟨Σ_m (x_m − x̄)² / (M − 1)⟩",
                  .knobs = {{"roots", "Root taken", "1", 0, 0, 1, true, {"first", "last"}}},
                  .note = "Root at each time, or last: after averaging over dates."},
        .make = [](const Selection& s) {
            return root(meanVariance, s.knobs.at("roots") > 0 ? Roots::last : Roots::first);
        },
    };
}

}  // namespace core::metric
