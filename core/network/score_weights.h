#pragma once

#include "core/network/score.h"

#include <map>
#include <string>
#include <vector>

namespace core::network {

/// Names and shapes of a local score network's trained parameters (a residual perceptron, "kernel." before each name).
/// throws Error{badInput} for another architecture
[[nodiscard]] std::map<std::string, std::vector<std::int64_t>> scoreShapes(const ScoreConfig& config);

/// What its state dictionary holds besides: the frequencies π, 2π … 16π of the time embedding.
[[nodiscard]] StateDict scoreConstants();

/// The network over tensors of these names, which may record gradients: nothing is copied.
/// throws Error{badFile} where names or shapes do not belong together
[[nodiscard]] ScoreNetwork scoreNetwork(const ScoreConfig& config, const StateDict& parameters);

}  // namespace core::network
