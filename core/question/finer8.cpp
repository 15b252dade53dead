#include "core/question/base/refined.h"

namespace core::question {

Entry finer8()
{
    return {
        .about = {.id = "finer8",
                  .label = "Super-resolution, eight times",
                  .source = "bicubic: Keys 1981, doi:10.1109/TASSP.1981.1163711",
                  .formula = "x ~ p(x_1:24 | y), y = means over cells of 8 × 8 points",
                  .note = "Spectra are of one member a window; bicubic interpolation sees the same means."},
        .windows = 16,
        .members = 16,
        .ask = [](const Case& asked) { return refined(asked, 8); },
        .judge = &refinedRows,
    };
}

}  // namespace core::question
