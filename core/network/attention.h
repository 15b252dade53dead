#pragma once

#include "core/network/linear.h"

namespace core::network {

/// softmax(q kᵀ/√d) v for q, k, v [B, heads, L, d]; mask [L, L] is true where attention is allowed, or undefined
[[nodiscard]] Tensor attention(const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& mask);

/// Rotary position embedding: turns each adjacent pair (2i, 2i + 1) by its angle; x [B, heads, L, d].
///     (re cos − im sin, re sin + im cos)
/// source  Su et al. 2021, arXiv:2104.09864; Heo et al. 2024, arXiv:2403.13298
struct Rotation {
    Tensor cosine, sine;  ///< [heads, L, d/2]
};
[[nodiscard]] Tensor rotated(const Tensor& x, const Rotation& rotation);
/// angle = coordinates · θ: coordinates [L, n], theta [n, heads·d/2]
[[nodiscard]] Rotation rotationOf(const Tensor& coordinates, const Tensor& theta, std::int64_t heads);

/// Where tokens of a grid may look: at most window/2 (rounded down) away along every axis, all axes periodic.
/// return  [L, L] bool
[[nodiscard]] Tensor windowMask(at::IntArrayRef shape, at::IntArrayRef window);

enum class QueryKeyNorm { none, rootMeanSquare };

/// Multi-head self-attention: chunks q, k, v of one projection, then heads.
struct SelfAttention {
    Linear qkv, out;
    std::int64_t heads = 1;
    QueryKeyNorm norm = QueryKeyNorm::rootMeanSquare;
};
/// x [B, L, C] → [B, L, C]; rotation may be null, mask undefined
[[nodiscard]] Tensor selfAttention(const SelfAttention& layer, const Tensor& x, const Rotation* rotation,
                                   const Tensor& mask);

}  // namespace core::network
