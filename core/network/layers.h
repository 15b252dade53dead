#pragma once

#include "core/network/linear.h"

#include <vector>

namespace core::network {

constexpr double normEpsilon = 1e-5;

/// (x − mean) / √(var + ε) over one dimension, var divided by n − 1 (Appa's ConvAE, zuko, azula's U-Net).
[[nodiscard]] Tensor standardised(const Tensor& x, std::int64_t dimension, double epsilon = normEpsilon);
/// The same over the last dimension with var divided by n (torch.nn.LayerNorm without weights).
[[nodiscard]] Tensor layerNorm(const Tensor& x);
/// x / √(mean x² + ε) over one dimension
[[nodiscard]] Tensor rootMeanSquareNorm(const Tensor& x, std::int64_t dimension);

/// [sin(f x), cos(f x)], not interleaved: x [...] → [..., 2F], f [F]
[[nodiscard]] Tensor sineEncoding(const Tensor& x, const Tensor& frequencies);
/// Frequencies ω^(−i/(F − 1)), i = 0 … F − 1, of azula's and Appa's SineEncoding(2F, ω); float32 as there
[[nodiscard]] Tensor sineFrequencies(std::int64_t features, double omega = 100);

/// Indices of a grid of tokens, row-major: shape (T, H, W) → [T·H·W, 3] float32
[[nodiscard]] Tensor coordinates(at::IntArrayRef shape);

enum class Edges { zero, periodic };

/// Convolution over all dimensions behind batch and channel; the kernel's half is padded.
struct Convolution {
    Tensor weight, bias;  ///< [out, in, k…], [out]
    Edges edges = Edges::zero;
    std::int64_t stride = 1;
};

/// What a convolution is made of.
struct ConvolutionSpec {
    std::int64_t in = 0, out = 0, kernel = 3, spatial = 2;
    Edges edges = Edges::zero;
    std::int64_t stride = 1;
};
[[nodiscard]] Convolution takeConvolution(const Scope& scope, const ConvolutionSpec& spec);
/// x [B, in, …] → [B, out, …]
[[nodiscard]] Tensor convolve(const Convolution& layer, const Tensor& x);

/// [B, C, H, W] → [B, C·h·w, H/h, W/w], channel slowest, then row, then column in the patch
[[nodiscard]] Tensor channelsFromPatches(const Tensor& x, at::IntArrayRef patch);
/// inverse of channelsFromPatches
[[nodiscard]] Tensor patchesFromChannels(const Tensor& x, at::IntArrayRef patch);
/// Repeats every place n times along each dimension behind batch and channel.
[[nodiscard]] Tensor nearest(const Tensor& x, std::int64_t n);

}  // namespace core::network
