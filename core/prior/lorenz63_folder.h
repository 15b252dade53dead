#pragma once

#include "core/api/catalogue.h"
#include "core/prior/score_denoiser.h"

#include <memory>
#include <string>

namespace core::prior {

/// The noise schedule that Lorenz-63 networks are trained with: SDA's, variance preserving.
[[nodiscard]] Selection lorenz63Schedule();

/// Writes prior.json beside the weights of a network trained on noisy Lorenz-63. throws Error{badFile}
void saveLorenz63(const std::string& folder);

/// Whether a folder says of itself that it holds such a network.
[[nodiscard]] bool isLorenz63(const std::string& folder);

/// The denoiser of standardised trajectories [M, L · 3] that a folder's network makes.
/// throws Error{badFile} where prior.json or weights.safetensors are missing, broken or of something else
[[nodiscard]] std::shared_ptr<const ScoreDenoiser> loadLorenz63(const std::string& folder);

}  // namespace core::prior
