#include "core/task/task.h"

namespace core::task {

Entry filtering()
{
    return {
        .about = {.id = "filtering",
                  .label = "Filtering",
                  .source = "Appa, arXiv:2504.18720",
                  .formula = "x_L ~ p(x_L | y_1:L)",
                  .note = "The window is sampled as in a reanalysis; the result holds its last state only."},
        .result = Holds::lastState,
    };
}

}  // namespace core::task
