#include "core/api/error.h"
#include "core/grid/grid.h"

namespace core::grid {
namespace {

class Uniform final : public Grid {
public:
    [[nodiscard]] std::vector<denoiser::Node> nodes(const schedule::Schedule& schedule, int steps,
                                                    double from) const override
    {
        if (steps < 1) {
            throw Error(Cause::badInput, "A run of " + std::to_string(steps) + " steps is not possible.",
                        "Ask for at least one step.");
        }
        std::vector<denoiser::Node> nodes;
        for (int k = 0; k <= steps; ++k) {
            nodes.push_back(schedule.at(from * (steps - k) / steps));
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
