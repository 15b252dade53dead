#pragma once

#include "core/train/train.h"

#include <cstdint>
#include <map>
#include <string>

namespace core::train {

/// Copies that record gradients. names stay
[[nodiscard]] StateDict leaves(const StateDict& parameters);

/// Copies that record none.
[[nodiscard]] StateDict copies(const StateDict& parameters);

/// FNV-1a of all names, shapes and bytes in order: equal for equal weights, whatever made them.
[[nodiscard]] std::uint64_t hashOf(const StateDict& parameters);

/// Bounds of torch's initial weights of linear layers and convolutions: U(−1/√n, 1/√n), n inputs of one output, for
/// weights [out, in …] and the biases that go with them.
/// shapes  by name; "x.bias" goes with "x.weight"
[[nodiscard]] StateDict initialWeights(const std::map<std::string, std::vector<std::int64_t>>& shapes, Draws& draws);

}  // namespace core::train
