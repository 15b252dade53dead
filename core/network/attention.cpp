#include "core/network/attention.h"

#include "core/network/derivative.h"
#include "core/network/layers.h"

#include <cmath>
#include <limits>

namespace core::network {
namespace {

/// ATen's fused attention is slower in bfloat16 than in float32 on a CPU without units for half-precision products.
bool fasterWide(const Tensor& q)
{
    return q.is_cpu() && q.scalar_type() == at::kBFloat16 && !processorHas("amx_bf16");
}

}  // namespace

Tensor attention(const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& mask)
{
    if (!TwiceDifferentiable::wanted()) {
        const auto type = fasterWide(q) ? at::kFloat : q.scalar_type();
        return at::scaled_dot_product_attention(q.to(type), k.to(type), v.to(type),
                                                mask.defined() ? std::optional(mask) : std::nullopt)
            .to(q.scalar_type());
    }
    Tensor weight = at::matmul(q, k.transpose(-1, -2)) / std::sqrt(static_cast<double>(q.size(-1)));
    if (mask.defined()) {
        weight = weight.masked_fill(mask.logical_not(), -std::numeric_limits<double>::infinity());
    }
    return at::matmul(weight.softmax(-1), v);
}

Tensor rotated(const Tensor& x, const Rotation& rotation)
{
    const Tensor pairs = x.unflatten(-1, {-1, 2});
    const Tensor re = pairs.select(-1, 0), im = pairs.select(-1, 1);
    return at::stack({re * rotation.cosine - im * rotation.sine, re * rotation.sine + im * rotation.cosine},
                     -1)
        .flatten(-2);
}

Rotation rotationOf(const Tensor& coordinates, const Tensor& theta, std::int64_t heads)
{
    const Tensor angle = coordinates.matmul(theta).view({coordinates.size(0), heads, -1}).permute({1, 0, 2});
    return {angle.cos().contiguous(), angle.sin().contiguous()};
}

Tensor windowMask(at::IntArrayRef shape, at::IntArrayRef window)
{
    const c10::InferenceMode plain(false);
    const Tensor at = coordinates(shape);
    Tensor mask;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        const Tensor place = at.select(1, static_cast<std::int64_t>(axis));
        const Tensor apart = (place.unsqueeze(1) - place.unsqueeze(0)).abs();
        const auto length = static_cast<double>(shape[axis]);
        const Tensor near = at::minimum(apart, length - apart) <= static_cast<double>(window[axis] / 2);
        mask = mask.defined() ? mask.logical_and(near) : near;
    }
    return mask;
}

Tensor selfAttention(const SelfAttention& layer, const Tensor& x, const Rotation* rotation,
                     const Tensor& mask)
{
    const std::int64_t batch = x.size(0), length = x.size(1);
    const Tensor qkv =
        linear(layer.qkv, x).view({batch, length, 3, layer.heads, -1}).permute({2, 0, 3, 1, 4});
    Tensor q = qkv[0], k = qkv[1];
    if (layer.norm == QueryKeyNorm::rootMeanSquare) {
        q = rootMeanSquareNorm(q, -1);
        k = rootMeanSquareNorm(k, -1);
    }
    if (rotation != nullptr) {
        q = rotated(q, *rotation);
        k = rotated(k, *rotation);
    }
    const Tensor y = attention(q, k, qkv[2], mask);
    return linear(layer.out, y.transpose(1, 2).reshape({batch, length, -1}));
}

}  // namespace core::network
