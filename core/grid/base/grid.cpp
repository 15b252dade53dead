#include "core/grid/grid.h"

#include "core/base/pick.h"

namespace core::grid {

std::vector<denoiser::Node> Grid::nodes(const schedule::Schedule& schedule, int steps, double from,
                                        const denoiser::Covariance* prior) const
{
    if (steps < 1) {
        throw Error(Cause::badInput, "A run of " + std::to_string(steps) + " steps is not possible.",
                    "Ask for at least one step.");
    }
    return lay({.schedule = schedule, .steps = steps, .from = from, .prior = prior});
}

std::vector<denoiser::Node> nodesOfNoise(const Path& path, const std::function<double(double)>& noiseOf)
{
    std::vector<denoiser::Node> nodes = {path.schedule.at(path.from)};
    for (int k = 1; k < path.steps; ++k) {
        nodes.push_back(path.schedule.at(path.schedule.timeOf(noiseOf(static_cast<double>(k) / path.steps))));
    }
    nodes.push_back(path.schedule.at(0));
    return nodes;
}

std::unique_ptr<Grid> make(const Selection& selection)
{
    return base::make(entries(), selection, "time grid");
}

}  // namespace core::grid
