#pragma once

#include "core/network/config.h"

#include <cstdint>

namespace core::network {

/// Floating-point operations of one evaluation of a network on one window; a product and its sum count as two.
/// What is computed once and kept (modulations, rotations, positions) is left out, as are norms and activations, which
/// are below 1 %.
struct Flops {
    double products = 0;   ///< of the linear layers
    double attention = 0;  ///< q kᵀ and its product with v
    [[nodiscard]] double total() const { return products + attention; }
};

/// Tokens of a window: L = K/p₀ · H/p₁ · W/p₂.
[[nodiscard]] std::int64_t tokensOf(const VitConfig& config);

/// With hidden size h, f = ffnFactor and patches of P elements:
///     products = 2 L h (2 P C + blocks · h (4 + 2 f)),  attention = 4 L² h · blocks
/// A local window masks scores but saves no work, because the mask is dense.
/// A product with the derivative (Jᵀ v) costs twice as much again, once the forward pass is kept.
[[nodiscard]] Flops flops(const VitConfig& config);

}  // namespace core::network
