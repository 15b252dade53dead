#pragma once

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::network {

/// Appa's ViDiT: a transformer over the tokens of a window of latent states.
struct VitConfig {
    std::int64_t channels = 0;            ///< of a latent state
    std::int64_t states = 0;              ///< K, length of the window
    std::array<std::int64_t, 2> shape{};  ///< rows and columns of a latent state
    std::int64_t modulation = 256, hidden = 1024, blocks = 16, heads = 8, ffnFactor = 4;
    std::array<std::int64_t, 3> patch{1, 1, 1};         ///< time, rows, columns
    std::optional<std::array<std::int64_t, 3>> window;  ///< local attention in tokens; none: full attention
    bool queryKeyNorm = true, rope = true;
};

/// How the autoencoder keeps its latent bounded.
enum class Saturation { none, softclip, softclip2, tanh, asinh, rmsnorm };

/// Appa's convolutional autoencoder.
struct AutoencoderConfig {
    std::int64_t channels = 0, latentChannels = 0;
    std::array<std::int64_t, 2> shape{};  ///< rows and columns of a state
    std::int64_t resize = 1;              ///< rows of a state per row of the latent
    std::vector<std::int64_t> hidden, blocks;
    std::int64_t ffnFactor = 1, kernel = 3, stride = 2;
    std::array<std::int64_t, 2> patch{1, 1};
    bool pixelShuffle = true, periodic = false;
    Saturation saturation = Saturation::softclip2;
    double bound = 5;  ///< of the saturations that have one
    double noise = 0;  ///< standard deviation added to the latent in training
    /// rows, columns and channels of the latent
    [[nodiscard]] std::array<std::int64_t, 3> latentShape() const;
};

/// The `backbone` part of a denoiser's config.yaml (or a reference file's configuration); latent is [H, W, C] where the
/// document itself does not say it. throws Error{badFile} that names the key
[[nodiscard]] VitConfig vitConfig(const nlohmann::json& backbone,
                                  const std::optional<std::array<std::int64_t, 3>>& latent = {});
/// The `ae` part of an autoencoder's config.yaml. throws Error{badFile} that names the key
[[nodiscard]] AutoencoderConfig autoencoderConfig(const nlohmann::json& ae);
/// Inverses: what vitConfig() and autoencoderConfig() read.
[[nodiscard]] nlohmann::json description(const VitConfig& config);
[[nodiscard]] nlohmann::json description(const AutoencoderConfig& config);

}  // namespace core::network
