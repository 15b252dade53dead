#include "core/task/task.h"

namespace core::task {

Entry reanalysis()
{
    return {
        .about = {.id = "reanalysis",
                  .label = "Reanalysis",
                  .source = "Rozet and Louppe 2023, arXiv:2306.10574; Appa, arXiv:2504.18720",
                  .formula = "x_1:L ~ p(x_1:L | y_1:L)",
                  .note = "Every observation of the window is used; without any, the prior is sampled."},
        .observations = Uses::all,
    };
}

}  // namespace core::task
