#pragma once

#include "core/network/weights.h"

#include <mutex>

namespace core::network {

/// Whether this processor has a capability by ATen's name, as "avx512_bf16" or "amx_bf16".
[[nodiscard]] bool processorHas(const std::string& capability);

/// A layer's weight in the order that oneDNN's kernels want it, made at the first product that can use it.
class PackedWeight {
public:
    /// weight [out, in]; the same one at every call
    [[nodiscard]] const Tensor& of(const Tensor& weight);

private:
    std::once_flag once_;
    Tensor packed_;
};

/// A fully connected layer: y = x Wᵀ + b.
struct Linear {
    Tensor weight, bias;  ///< [out, in], [out] or undefined
    std::shared_ptr<PackedWeight> packed = std::make_shared<PackedWeight>();  ///< shared by copies
};

enum class Bias { yes, no };

/// Takes "weight" and, with a bias, "bias" from a part of the weights.
[[nodiscard]] Linear takeLinear(const Scope& scope, std::int64_t in, std::int64_t out, Bias bias = Bias::yes);

/// x [..., in] → [..., out]. All products of layers go through this one function, so that the library behind them is
/// chosen in one place: many rows on the CPU that no derivative is taken of go to oneDNN with a packed weight (15 %
/// faster than MKL's product on AMD's Zen 4), everything else to ATen.
[[nodiscard]] Tensor linear(const Linear& layer, const Tensor& x);

/// Linear, SiLU, Linear: numbers 0 and 2 of a reference's nn.Sequential.
struct Perceptron {
    Linear first, last;
};
[[nodiscard]] Tensor perceptron(const Perceptron& layers, const Tensor& x);

}  // namespace core::network
