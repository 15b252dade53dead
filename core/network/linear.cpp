#include "core/network/linear.h"

namespace core::network {

Linear takeLinear(const Scope& scope, std::int64_t in, std::int64_t out, Bias bias)
{
    return {scope.take("weight", {out, in}), bias == Bias::yes ? scope.take("bias", {out}) : Tensor()};
}

Tensor linear(const Linear& layer, const Tensor& x)
{
    return at::linear(x, layer.weight, layer.bias);
}

Tensor perceptron(const Perceptron& layers, const Tensor& x)
{
    return linear(layers.last, at::silu(linear(layers.first, x)));
}

}  // namespace core::network
