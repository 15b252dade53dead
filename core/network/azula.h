#pragma once

#include "core/network/attention.h"
#include "core/network/layers.h"

namespace core::network {

/// azula's U-Net (0.10): modulated blocks y = x + c·Conv(SiLU(Conv((a + 1) LN(x) + b))), concatenated skips.
struct AzulaUnetConfig {
    std::int64_t in = 0, out = 0, modulation = 0;
    std::vector<std::int64_t> hidden, blocks;
    std::int64_t ffnFactor = 1, kernel = 3, stride = 2, spatial = 2;
    Edges edges = Edges::zero;
};

class AzulaUnet {
public:
    AzulaUnet(const AzulaUnetConfig& config, const Scope& scope);
    /// x [B, in, …], modulation [D] or [B, D] (ignored by a network without) → [B, out, …]
    [[nodiscard]] Tensor operator()(const Tensor& x, const Tensor& modulation) const;

private:
    struct Block {
        Perceptron adaptation;
        Tensor constant;  ///< [3, C, 1…] where there is no modulation
        Convolution first, last;
    };
    struct Depth {
        Convolution in, merge;  ///< merge is undefined at the deepest
        std::vector<Block> descent, ascent;
    };
    [[nodiscard]] Tensor through(const std::vector<Block>& blocks, Tensor x, const Tensor& modulation) const;
    [[nodiscard]] Block takeBlock(const Scope& scope, std::int64_t channels) const;

    AzulaUnetConfig config_;
    std::vector<Depth> depths_;
    Convolution out_;
};

/// azula's DiT and ViT (0.10): one modulated block y = (a + 1) RMS(x) + b; y += MSA(y); x = x + c·MLP(y).
struct AzulaTransformerConfig {
    std::int64_t in = 0, out = 0, modulation = 0, hidden = 1024, blocks = 3, heads = 1, ffnFactor = 4;
    std::vector<std::int64_t> patch;  ///< of a ViT, one an axis; empty: a DiT over a sequence
    bool queryKeyNorm = true, rope = false;
};

class AzulaTransformer {
public:
    AzulaTransformer(const AzulaTransformerConfig& config, const Scope& scope);
    /// DiT: x [B, L, in] → [B, L, out]; ViT: x [B, in, H, W] → [B, out, H, W]
    [[nodiscard]] Tensor operator()(const Tensor& x, const Tensor& modulation) const;

private:
    struct Block {
        Perceptron adaptation, ffn;
        Tensor constant, theta;
        SelfAttention attention;
    };
    [[nodiscard]] Tensor tokens(const Tensor& x, const Tensor& modulation, const Tensor& places) const;

    AzulaTransformerConfig config_;
    Linear in_, out_, position_;
    std::vector<Block> blocks_;
};

}  // namespace core::network
