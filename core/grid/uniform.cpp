#include "core/grid/grid.h"

namespace core::grid {
namespace {

class Uniform final : public Grid {
    [[nodiscard]] std::vector<denoiser::Node> lay(const Path& path) const override
    {
        std::vector<denoiser::Node> nodes;
        for (int k = 0; k <= path.steps; ++k) {
            nodes.push_back(path.schedule.at(path.from * (path.steps - k) / path.steps));
        }
        return nodes;
    }
};

}  // namespace

Entry uniform()
{
    return {
        .about = {.id = "uniform",
                  .label = "Uniform in t",
                  .source = "Appa, arXiv:2504.18720; azula",
                  .formula = "t_k = t_0 (1 − k/K)"},
        .make = [](const Selection&) -> std::unique_ptr<Grid> { return std::make_unique<Uniform>(); },
    };
}

}  // namespace core::grid
