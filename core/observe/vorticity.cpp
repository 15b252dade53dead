#include "core/observe/base/circulation.h"
#include "core/observe/observe.h"

#include <algorithm>

namespace core::observe {

Entry vorticity()
{
    return {
        .about = {.id = "vorticity",
                  .label = "Relative vorticity",
                  .source = "definition, differences on the sphere",
                  .formula = "y = [∂v/∂λ − ∂(u cos φ)/∂φ]/(a cos φ)",
                  .note = "atmosphere_relative_vorticity, s-1, of winds 0.25° around the place"},
        .linear = true,
        .needs =
            [](const std::string& variable, const std::vector<std::string>& channels) {
                const auto has = [&](const char* name) {
                    return std::find(channels.begin(), channels.end(), name) != channels.end();
                };
                const char* name = "atmosphere_relative_vorticity";
                const bool can = variable == name && !has(name) && has("eastward_wind") &&
                                 has("northward_wind");
                return can ? std::vector<std::string>{"eastward_wind", "northward_wind"}
                           : std::vector<std::string>{};
            },
        .evaluate =
            [](const Tensor& values) {
                return Pointwise{values.select(2, 0), at::ones({1, values.size(1), 1}, values.options())};
            },
        .shares = [](const std::string&, double lat, double lon) { return circulation(lat, lon, 1); },
    };
}

}  // namespace core::observe
