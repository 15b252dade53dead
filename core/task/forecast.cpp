#include "core/task/task.h"

namespace core::task {

Entry forecast()
{
    return {
        .about = {.id = "forecast",
                  .label = "Forecast, all at once",
                  .source = "Appa, arXiv:2504.18720",
                  .formula = "x_1:L+H ~ p(x_1:L+H | y_1:L)",
                  .knobs = {{"lead", "Lead time", "h", 24, 0, 8760}},
                  .note = "The window goes on for the lead time beyond its observed part, and all of it is sampled "
                          "together. Observations of the forecast part only verify it."},
        .leadHours = [](const TaskSpec& task) { return task.numbers.at("lead"); },
    };
}

}  // namespace core::task
