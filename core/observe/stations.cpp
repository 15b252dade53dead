#include "core/observe/observe.h"

#include <algorithm>

namespace core::observe {

Entry stations()
{
    return {
        .about = {.id = "stations", .label = "State variable at a place", .source = "point interpolation, exact in spectral space",
                  .formula = "y = x(lat, lon, level, time)"},
        .linear = true,
        .needs = [](const std::string& variable, const std::vector<std::string>& channels) {
            const bool has = std::find(channels.begin(), channels.end(), variable) != channels.end();
            return has ? std::vector<std::string>{variable} : std::vector<std::string>{};
        },
        .evaluate = [](const Tensor& values) {
            return Pointwise{values.select(2, 0), at::ones({1, values.size(1), 1}, values.options())};
        },
        .extent = Extent::place,
    };
}

}  // namespace core::observe
