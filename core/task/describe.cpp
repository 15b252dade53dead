#include "core/task/task.h"
#include "core/task/words/describe.h"

namespace core::task {

Entry describe()
{
    return {
        .about = {.id = "describe",
                  .label = "Weather in words",
                  .source = "words become pseudo-observations of the prior's own mean and spread",
                  .formula = "x_1:L ~ p(x_1:L | words), y = mean ± k σ_b at the places named",
                  .note = "English or French: lows, highs, jets, cold and warm spells, winds; regions; strengths; values with "
                          "units; seasons. The notes tell what was understood and what was not.",
                  .words = {{"text", "Description"}}},
        .makes = [](const Given& given) { return described(given.task.words.at("text"), given.prior, given.times); },
        .startsAt = [](const TaskSpec& task) { return startOf(task.words.at("text")); },
    };
}

}  // namespace core::task
