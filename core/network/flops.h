#pragma once

#include "core/network/config.h"
#include "core/network/score.h"

#include <array>
#include <cstdint>

namespace core::network {

/// Floating-point operations follow from a configuration alone: those of linear layers, convolutions and attention, a
/// multiplication and an addition counted as two. What is done element by element is left out.

/// One window through Appa's ViDiT. L tokens of width h, patches of p·C values:
///     2 L h (2 p C + B h (4 + 2 f)) + 4 B L² h, and once a window 8 K h for dates and 2 B m (m + 4 h) for the noise level
[[nodiscard]] double flops(const VitConfig& config);
/// Tokens of a window: L = K/p₀ · H/p₁ · W/p₂
[[nodiscard]] std::int64_t tokensOf(const VitConfig& config);
/// Trained parameters of the ViDiT, constant tables left out
[[nodiscard]] std::int64_t parameters(const VitConfig& config);

/// One state through Appa's autoencoder: each convolution 2 k² · in · out an output place.
struct AutoencoderFlops {
    double encode = 0, decode = 0;
};
[[nodiscard]] AutoencoderFlops flops(const AutoencoderConfig& config);
[[nodiscard]] std::int64_t parameters(const AutoencoderConfig& config);

/// One trajectory through SDA's network.
/// states  L of the trajectory; shape  rows and columns of a state, {1, 1} for a perceptron or the place count of one axis
[[nodiscard]] double flops(const ScoreConfig& config, std::int64_t states,
                           const std::array<std::int64_t, 2>& shape);

}  // namespace core::network
