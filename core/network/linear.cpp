#include "core/network/linear.h"

#include <ATen/Context.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/cpu/Utils.h>
#include <c10/core/GradMode.h>

#include <string_view>

namespace core::network {
namespace {

constexpr std::int64_t fewestRows = 64;  // below, the weight is read about as often as it would be packed

using Pointwise = Tensor(const Tensor& x, const Tensor& weight, const std::optional<Tensor>& bias,
                         std::string_view attribute, c10::List<std::optional<at::Scalar>> scalars,
                         std::optional<std::string_view> algorithm);
using Reorder = Tensor(const Tensor& weight, std::optional<std::int64_t> rows);

/// ATen's operators on packed weights; a build of torch without oneDNN has none.
struct Packing {
    std::optional<c10::TypedOperatorHandle<Pointwise>> product;
    std::optional<c10::TypedOperatorHandle<Reorder>> reorder;

    Packing()
    {
        auto& known = c10::Dispatcher::singleton();
        const auto multiply = known.findSchema({"mkldnn::_linear_pointwise", ""});
        const auto pack = known.findSchema({"mkldnn::_reorder_linear_weight", ""});
        if (multiply && pack && multiply->hasKernelForDispatchKey(c10::DispatchKey::CPU) &&
            pack->hasKernelForDispatchKey(c10::DispatchKey::CPU)) {
            product = multiply->typed<Pointwise>();
            reorder = pack->typed<Reorder>();
        }
    }
};

const Packing& packing()
{
    static const Packing found;
    return found;
}

bool recorded(const Tensor& x, const Tensor& weight)
{
    return c10::GradMode::is_enabled() && (x.requires_grad() || weight.requires_grad());
}

bool packable(const Linear& layer, const Tensor& x)
{
    const Tensor& weight = layer.weight;
    const auto type = x.scalar_type();
    const bool known = type == at::kFloat || (type == at::kBFloat16 && processorHas("avx512_bf16"));
    return known && x.is_cpu() && weight.is_cpu() && weight.scalar_type() == type && x.dim() > 1 &&
           x.numel() >= fewestRows * weight.size(1) && !recorded(x, weight) &&
           packing().product.has_value() && at::globalContext().userEnabledMkldnn();
}

}  // namespace

bool processorHas(const std::string& capability)
{
    static const auto all = at::cpu::get_cpu_capabilities();
    const auto found = all.find(capability);
    return found != all.end() && found->second.isBool() && found->second.toBool();
}

const Tensor& PackedWeight::of(const Tensor& weight)
{
    std::call_once(once_, [&] { packed_ = packing().reorder->call(weight.contiguous(), std::nullopt); });
    return packed_;
}

Linear takeLinear(const Scope& scope, std::int64_t in, std::int64_t out, Bias bias)
{
    return {scope.take("weight", {out, in}), bias == Bias::yes ? scope.take("bias", {out}) : Tensor()};
}

Tensor linear(const Linear& layer, const Tensor& x)
{
    if (!packable(layer, x)) {
        return at::linear(x, layer.weight, layer.bias);
    }
    const auto bias = layer.bias.defined() ? std::optional(layer.bias) : std::nullopt;
    return packing().product->call(x.contiguous(), layer.packed->of(layer.weight), bias, "none",
                                   c10::List<std::optional<at::Scalar>>(), "");
}

Tensor perceptron(const Perceptron& layers, const Tensor& x)
{
    Tensor y = linear(layers.first, x);
    y = recorded(y, layers.first.weight) ? at::silu(y) : at::silu_(y);
    return linear(layers.last, y);
}

}  // namespace core::network
