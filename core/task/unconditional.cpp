#include "core/task/task.h"

namespace core::task {

Entry unconditional()
{
    return {
        .about = {.id = "unconditional",
                  .label = "Sample the prior",
                  .source = "Ho et al. 2020, arXiv:2006.11239",
                  .formula = "x_1:L ~ p(x_1:L)",
                  .note = "Observations in the request are not used."},
        .observations = Uses::none,
    };
}

}  // namespace core::task
