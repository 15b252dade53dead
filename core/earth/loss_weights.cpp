#include "core/earth/loss_weights.h"

#include "core/earth/sphere.h"

#include <cmath>
#include <numeric>

namespace core::earth {

std::vector<double> latitudeLossWeights(int rows, int columns)
{
    const double floor = 1.0 / columns;
    std::vector<double> weights;
    for (int i = 0; i < rows; ++i) {
        weights.push_back(std::cos(pi / 2 - pi * i / (rows - 1)) + floor);
    }
    return weights;
}

std::vector<double> levelLossWeights(int surface, int upper, const std::vector<double>& levelsHpa,
                                     LevelNorm norm)
{
    constexpr double ofSurface = 0.1;
    std::vector<double> weights(static_cast<std::size_t>(surface), ofSurface);
    if (surface > 0) {
        weights.front() = 1;
    }
    const double sum = std::accumulate(levelsHpa.begin(), levelsHpa.end(), 0.0);
    const double unit = norm == LevelNorm::sum ? sum : sum / static_cast<double>(levelsHpa.size());
    for (int variable = 0; variable < upper; ++variable) {
        for (const double level : levelsHpa) {
            weights.push_back(level / unit);
        }
    }
    return weights;
}

}  // namespace core::earth
