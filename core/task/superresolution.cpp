#include "core/task/base/coarse_fields.h"

namespace core::task {

Entry superresolution()
{
    return {
        .about = {.id = "superresolution",
                  .label = "Super-resolution",
                  .source = "Saharia et al. 2021, arXiv:2104.07636; area means as in Rozet and Louppe 2023, arXiv:2306.10574",
                  .formula = "x ~ p(x | y), y = means of x over the cells of a coarse grid",
                  .knobs = {{"factor", "Coarser by", "1", 8, 2, 64, true},
                            {"error", "Error, share of the spread", "1", 0.02, 0.001, 1}},
                  .note = "Needs no training: every coarse value is observed as the mean over its cell. The coarse field is a "
                          "file, or the truth made coarse by the factor, which must divide the prior's grid.",
                  .words = {{.id = "input", .label = "Coarse field (file)", .holds = Word::Holds::path, .optional = true}}},
        .makes = &coarseFields,
    };
}

}  // namespace core::task
