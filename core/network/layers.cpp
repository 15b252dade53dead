#include "core/network/layers.h"

#include <cmath>

namespace core::network {

Tensor standardised(const Tensor& x, std::int64_t dimension, double epsilon)
{
    const auto [variance, mean] = at::var_mean(x, at::IntArrayRef{dimension}, 1, true);
    return (x - mean) * at::rsqrt(variance + epsilon);
}

Tensor layerNorm(const Tensor& x)
{
    return at::layer_norm(x, {x.size(-1)}, {}, {}, normEpsilon);
}

Tensor rootMeanSquareNorm(const Tensor& x, std::int64_t dimension)
{
    // squares leave float16 where the values themselves do not
    const Tensor wide = x.scalar_type() == at::kHalf ? x.to(at::kFloat) : x;
    return x * at::rsqrt(wide.square().mean(at::IntArrayRef{dimension}, true) + normEpsilon).to(x.scalar_type());
}

Tensor sineEncoding(const Tensor& x, const Tensor& frequencies)
{
    const Tensor angle = x.unsqueeze(-1) * frequencies;
    return at::cat({angle.sin(), angle.cos()}, -1);
}

Tensor sineFrequencies(std::int64_t features, double omega)
{
    const c10::InferenceMode plain(false);
    return (at::linspace(0, 1, features, at::kFloat) * std::log(1 / omega)).exp();
}

Tensor coordinates(at::IntArrayRef shape)
{
    const c10::InferenceMode plain(false);
    std::vector<Tensor> axes;
    for (const std::int64_t length : shape) {
        axes.push_back(at::arange(length, at::kFloat));
    }
    const auto grid = at::meshgrid(axes, "ij");
    return at::stack(grid, -1).view({-1, static_cast<std::int64_t>(shape.size())});
}

Convolution takeConvolution(const Scope& scope, const ConvolutionSpec& spec)
{
    std::vector<std::int64_t> shape{spec.out, spec.in};
    shape.insert(shape.end(), static_cast<std::size_t>(spec.spatial), spec.kernel);
    return {scope.take("weight", shape), scope.take("bias", {spec.out}), spec.edges, spec.stride};
}

Tensor convolve(const Convolution& layer, const Tensor& x)
{
    const auto spatial = static_cast<std::size_t>(layer.weight.dim() - 2);
    const std::int64_t half = layer.weight.size(2) / 2;
    const std::vector<std::int64_t> stride(spatial, layer.stride), one(spatial, 1), none(spatial, 0);
    const std::vector<std::int64_t> zeros(spatial, layer.edges == Edges::zero ? half : 0);
    const Tensor padded = layer.edges == Edges::zero
                              ? x
                              : at::pad(x, std::vector<std::int64_t>(2 * spatial, half), "circular");
    return at::convolution(padded, layer.weight, layer.bias, stride, zeros, one, false, none, 1);
}

Tensor channelsFromPatches(const Tensor& x, at::IntArrayRef patch)
{
    const std::int64_t h = patch[0], w = patch[1];
    if (h == 1 && w == 1) {
        return x;
    }
    const Tensor split = x.reshape({x.size(0), x.size(1), x.size(2) / h, h, x.size(3) / w, w});
    return split.permute({0, 1, 3, 5, 2, 4})
        .reshape({x.size(0), x.size(1) * h * w, x.size(2) / h, x.size(3) / w});
}

Tensor patchesFromChannels(const Tensor& x, at::IntArrayRef patch)
{
    const std::int64_t h = patch[0], w = patch[1];
    if (h == 1 && w == 1) {
        return x;
    }
    const std::int64_t channels = x.size(1) / (h * w);
    const Tensor split = x.reshape({x.size(0), channels, h, w, x.size(2), x.size(3)});
    return split.permute({0, 1, 4, 2, 5, 3}).reshape({x.size(0), channels, x.size(2) * h, x.size(3) * w});
}

Tensor nearest(const Tensor& x, std::int64_t n)
{
    Tensor out = x;
    for (std::int64_t dimension = 2; dimension < x.dim(); ++dimension) {
        out = out.repeat_interleave(n, dimension);
    }
    return out;
}

}  // namespace core::network
