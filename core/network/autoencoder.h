#pragma once

#include "core/network/config.h"
#include "core/network/layers.h"

namespace core::network {

/// Appa's convolutional autoencoder (state-dict names of appa/nn/cae.py): pads the sphere's rows with zeros and its
/// columns around, then halves the grid depth by depth.
///     block: y = x + Conv(SiLU(Conv(LN(x)))), LN over channels
class Autoencoder {
public:
    Autoencoder(const AutoencoderConfig& config, const Scope& scope);

    /// x [B, H·W, C] standardised fields → [B, h·w, c] saturated latent
    [[nodiscard]] Tensor encode(const Tensor& x) const;
    /// z [B, h·w, c] → [B, H·W, C]; adds no noise
    [[nodiscard]] Tensor decode(const Tensor& z) const;
    [[nodiscard]] const AutoencoderConfig& config() const { return config_; }

private:
    struct ResidualBlock {
        Convolution first, last;
        Tensor epsilon;  ///< the norm's, a buffer of the reference
    };
    struct Stage {
        Convolution resample;  ///< the encoder's first, the decoder's last layer of a depth
        std::vector<ResidualBlock> blocks;
    };

    [[nodiscard]] ResidualBlock takeBlock(const Scope& scope, std::int64_t channels) const;
    [[nodiscard]] Tensor through(const std::vector<ResidualBlock>& blocks, Tensor x) const;
    [[nodiscard]] ConvolutionSpec spec(std::int64_t in, std::int64_t out, std::int64_t stride = 1) const;
    void takeEncoder(const Scope& descent);
    void takeDecoder(const Scope& ascent);
    [[nodiscard]] Tensor saturated(const Tensor& z) const;

    AutoencoderConfig config_;
    at::TensorOptions options_;
    std::vector<Stage> descent_, ascent_;
    Convolution toLatent_, fromLatent_;
};

/// Names and shapes of its parameters, and of the one number of each norm.
[[nodiscard]] std::map<std::string, std::vector<std::int64_t>> autoencoderShapes(const AutoencoderConfig& config);

/// Padding of states before the encoder: rows with zeros to a multiple of resize (the odd one below), columns around to a
/// multiple and resize more on both sides; x [B, C, H, W]
[[nodiscard]] Tensor padSphere(const Tensor& x, std::int64_t resize);
/// Inverse: the state's rows and columns of a padded field
[[nodiscard]] Tensor cropSphere(const Tensor& x, std::array<std::int64_t, 2> shape, std::int64_t resize);

}  // namespace core::network
