#pragma once

#include "core/network/config.h"
#include "core/network/weights.h"

#include <string>

namespace reference {

/// Weights that need no file: parameter `name`, element i is scale·u, u = 2 (z >> 40)/2²⁴ − 1,
/// z = splitmix64's finaliser of fnv1a64(name) + (i + 1)·0x9E3779B97F4A7C15; scale 1 for names ending in "theta", 0.1 for
/// one dimension, else gain·√(3/fan_in).
[[nodiscard]] at::Tensor hashWeight(const std::string& name, at::IntArrayRef shape, double gain);

/// Sum of twelve of those uniforms on [0, 1] minus 6: about normal.
[[nodiscard]] at::Tensor hashNormal(const std::string& name, at::IntArrayRef shape);

/// A whole state dictionary of a ViDiT, its tables included.
[[nodiscard]] core::network::StateDict hashVit(const core::network::VitConfig& config, double gain);

}  // namespace reference
