#include "core/grid/grid.h"

#include "core/base/pick.h"

namespace core::grid {

std::vector<denoiser::Node> nodesOfNoise(const schedule::Schedule& schedule, int steps, double from,
                                         const std::function<double(double)>& noiseOf)
{
    if (steps < 1) {
        throw Error(Cause::badInput, "A run of " + std::to_string(steps) + " steps is not possible.",
                    "Ask for at least one step.");
    }
    std::vector<denoiser::Node> nodes = {schedule.at(from)};
    for (int k = 1; k < steps; ++k) {
        nodes.push_back(schedule.at(schedule.timeOf(noiseOf(static_cast<double>(k) / steps))));
    }
    nodes.push_back(schedule.at(0));
    return nodes;
}

std::unique_ptr<Grid> make(const Selection& selection)
{
    return base::make(entries(), selection, "time grid");
}

}  // namespace core::grid
