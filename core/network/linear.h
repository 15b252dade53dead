#pragma once

#include "core/network/weights.h"

namespace core::network {

/// A fully connected layer: y = x Wᵀ + b.
struct Linear {
    Tensor weight, bias;  ///< [out, in], [out] or undefined
};

enum class Bias { yes, no };

/// Takes "weight" and, with a bias, "bias" from a part of the weights.
[[nodiscard]] Linear takeLinear(const Scope& scope, std::int64_t in, std::int64_t out, Bias bias = Bias::yes);

/// x [..., in] → [..., out]. All products of layers go through this one function, so that the library behind them is
/// chosen in one place.
[[nodiscard]] Tensor linear(const Linear& layer, const Tensor& x);

/// Linear, SiLU, Linear: numbers 0 and 2 of a reference's nn.Sequential.
struct Perceptron {
    Linear first, last;
};
[[nodiscard]] Tensor perceptron(const Perceptron& layers, const Tensor& x);

}  // namespace core::network
