#include "core/task/task.h"

#include <cmath>

namespace core::task {

Entry autoregressive()
{
    return {
        .about = {.id = "autoregressive",
                  .label = "Forecast, state by state",
                  .source = "GenCast, arXiv:2312.15796; Appa, arXiv:2504.18720",
                  .formula = "x_k+1:k+n ~ p(x_k+1:k+n | x_k−p+1:k), again and again",
                  .knobs = {{"lead", "Lead time", "h", 24, 0, 8760},
                            {"past", "Past states given", "1", 2, 1, 64, true},
                            {"next", "New states a leg", "1", 1, 1, 64, true}},
                  .note = "One diffusion run a leg, each given the last states before it; the steps are those of one leg. "
                          "The first leg is a reanalysis of the observations, unless a file gives the starting states. "
                          "Observations of the forecast part only verify it.",
                  .words = {{.id = "input", .label = "Starting states (file)", .holds = Word::Holds::path, .optional = true}}},
        .leadHours = [](const TaskSpec& task) { return task.numbers.at("lead"); },
        .legs =
            [](const TaskSpec& task) {
                const auto whole = [&](const char* id) { return static_cast<int>(std::lround(task.numbers.at(id))); };
                return Legs{whole("past"), whole("next")};
            },
    };
}

}  // namespace core::task
