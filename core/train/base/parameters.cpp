#include "core/train/base/parameters.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include <cmath>

namespace core::train {

StateDict leaves(const StateDict& parameters)
{
    StateDict out = copies(parameters);
    for (auto& [name, tensor] : out) {
        tensor.set_requires_grad(true);
    }
    return out;
}

StateDict copies(const StateDict& parameters)
{
    const c10::InferenceMode plain(false);
    StateDict out;
    for (const auto& [name, tensor] : parameters) {
        out[name] = tensor.detach().clone(at::MemoryFormat::Contiguous);
    }
    return out;
}

std::uint64_t hashOf(const StateDict& parameters)
{
    constexpr std::uint64_t offset = 0xcbf29ce484222325, prime = 0x100000001b3;
    std::uint64_t hash = offset;
    const auto add = [&hash](const void* bytes, std::size_t count) {
        const auto* first = static_cast<const unsigned char*>(bytes);
        for (std::size_t i = 0; i < count; ++i) {
            hash = (hash ^ first[i]) * prime;
        }
    };
    for (const auto& [name, tensor] : parameters) {
        const Tensor values = tensor.detach().to(at::kCPU).contiguous();
        add(name.data(), name.size());
        add(values.sizes().data(), values.sizes().size() * sizeof(std::int64_t));
        add(values.const_data_ptr(), values.nbytes());
    }
    return hash;
}

StateDict initialWeights(const std::map<std::string, std::vector<std::int64_t>>& shapes, Draws& draws)
{
    const std::string bias = ".bias";
    StateDict out;
    for (const auto& [name, shape] : shapes) {
        const bool added = name.ends_with(bias);
        const auto& weight = added ? shapes.at(name.substr(0, name.size() - bias.size()) + ".weight") : shape;
        std::int64_t inputs = 1, count = 1;
        for (std::size_t i = 1; i < weight.size(); ++i) {
            inputs *= weight[i];
        }
        for (const std::int64_t n : shape) {
            count *= n;
        }
        const double bound = 1 / std::sqrt(static_cast<double>(inputs));
        out[name] = ((2 * draws.uniform(count) - 1) * bound).view(shape).to(at::kFloat);
    }
    return out;
}

}  // namespace core::train
