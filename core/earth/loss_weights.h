#pragma once

#include <vector>

namespace core::earth {

/// cos φ + 1/columns of `rows` latitudes evenly from pole to pole: what a squared error is weighed with in training.
/// columns  longitudes of the grid, 1,440 at a quarter degree; their share keeps the poles in the loss
/// source   Appa's losses
[[nodiscard]] std::vector<double> latitudeLossWeights(int rows, int columns = 1440);

/// How pressure levels are normalised.
enum class LevelNorm { sum, mean };

/// Weights of the channels of one state: 0.1 of a surface variable (1 of the first, 2 m temperature), and of an upper-air
/// variable its pressure over the sum, or the mean, of all levels.
/// surface  variables at the surface, before the others; upper  variables on every level, level fastest
/// source   Appa's losses, after GraphCast
[[nodiscard]] std::vector<double> levelLossWeights(int surface, int upper,
                                                   const std::vector<double>& levelsHpa, LevelNorm norm);

}  // namespace core::earth
