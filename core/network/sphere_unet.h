#pragma once

#include "core/network/layers.h"

#include <map>
#include <string>
#include <vector>

namespace core::network {

/// What a U-Net on the sphere is made of.
struct SphereUnetConfig {
    std::int64_t in = 0, out = 0;         ///< fields
    std::int64_t condition = 0;           ///< numbers that modulate every block
    std::int64_t rows = 0, columns = 0;   ///< of the grid; multiples of 2^(depths − 1)
    std::vector<std::int64_t> widths;     ///< channels a depth
    std::vector<std::int64_t> blocks;     ///< residual blocks a depth on the way down, and as many on the way up
    std::int64_t places = 8;              ///< learned maps of where a point is
    std::int64_t embedding = 128;         ///< features that the condition is turned into
};

/// A U-Net on latitude × longitude whose convolutions go round the circles and across the poles (the row beyond a pole
/// is the first row, 180° on). Residual blocks: x + C(silu(N(C(silu(N(x)(1 + s) + b))))), N group norm, s and b from the
/// condition; skips are added. The last layer begins at zero.
/// source  Ronneberger et al. 2015, arXiv:1505.04597; modulation after Perez et al. 2018, arXiv:1709.07871
class SphereUnet {
public:
    /// throws Error{badFile} through Weights::finish() where names or shapes do not belong together
    SphereUnet(const SphereUnetConfig& config, const Scope& scope);
    /// x [B, in, rows, columns], condition [B, condition] → [B, out, rows, columns]
    [[nodiscard]] Tensor operator()(const Tensor& x, const Tensor& condition) const;
    /// of one sample
    [[nodiscard]] double flops() const;

private:
    struct Block {
        Linear modulation;
        Convolution first, second;
    };
    struct Depth {
        std::vector<Block> down, up;
        Convolution smaller, larger;  ///< to the next depth and back; undefined at the deepest
    };
    SphereUnetConfig config_;
    Tensor places_;
    Perceptron embed_;
    Convolution stem_, last_;
    std::vector<Depth> depths_;
};

/// Names and shapes of its parameters.
[[nodiscard]] std::map<std::string, std::vector<std::int64_t>> sphereUnetShapes(const SphereUnetConfig& config);

/// Pads latitude and longitude by one: round the circles, and across the poles. x [B, C, rows, columns]
[[nodiscard]] Tensor paddedAroundSphere(const Tensor& x);

}  // namespace core::network
