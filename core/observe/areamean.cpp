#include "core/observe/observe.h"

#include <algorithm>

namespace core::observe {

Entry areamean()
{
    return {
        .about = {.id = "areamean",
                  .label = "State variable as the mean over an area",
                  .source = "Gauss–Legendre nodes on the sphere; coarsening as in arXiv:2306.10574",
                  .formula = "y = Σ w_i x(lat_i, lon_i), Σ w_i = 1",
                  .note = "of a disc (footprint of a satellite) or of a cell of latitudes and longitudes "
                          "(coarse grid)"},
        .linear = true,
        .needs =
            [](const std::string& variable, const std::vector<std::string>& channels) {
                const bool has = std::find(channels.begin(), channels.end(), variable) != channels.end();
                return has ? std::vector<std::string>{variable} : std::vector<std::string>{};
            },
        .evaluate =
            [](const Tensor& values) {
                return Pointwise{values.select(2, 0), at::ones({1, values.size(1), 1}, values.options())};
            },
        .extent = Extent::area,
    };
}

}  // namespace core::observe
