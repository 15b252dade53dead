#include "core/observe/observe.h"

#include <algorithm>

namespace core::observe {

Entry windspeed()
{
    return {
        .about = {.id = "windspeed", .label = "Wind speed", .source = "definition",
                  .formula = "y = √(u² + v²)", .note = "not linear: linearised at the present estimate in each step"},
        .linear = false,
        .needs = [](const std::string& variable, const std::vector<std::string>& channels) {
            const auto has = [&](const char* name) {
                return std::find(channels.begin(), channels.end(), name) != channels.end();
            };
            const bool can = variable == "wind_speed" && !has("wind_speed") && has("eastward_wind") && has("northward_wind");
            return can ? std::vector<std::string>{"eastward_wind", "northward_wind"} : std::vector<std::string>{};
        },
        .evaluate = [](const Tensor& values) {
            const Tensor speed = values.square().sum(2).sqrt();
            // at calm the direction is undefined: a floor of 1 cm/s keeps the gradient finite
            return Pointwise{speed, values / speed.clamp_min(0.01).unsqueeze(2)};
        },
    };
}

}  // namespace core::observe
