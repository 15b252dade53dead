#include "core/network/score_kernels.h"

#include "core/api/error.h"

#include <map>

namespace core::network {

Activation activationNamed(const std::string& name)
{
    static const std::map<std::string, Activation> names = {
        {"SiLU", [](const Tensor& x) { return at::silu(x); }},
        {"ReLU", [](const Tensor& x) { return at::relu(x); }},
        {"ELU", [](const Tensor& x) { return at::elu(x); }},
        {"GELU", [](const Tensor& x) { return at::gelu(x); }},
        {"SELU", [](const Tensor& x) { return at::selu(x); }}};
    const auto found = names.find(name);
    if (found == names.end()) {
        throw Error(Cause::badFile, "The activation “" + name + "” is not known.",
                    "Use ReLU, ELU, GELU, SELU or SiLU.");
    }
    return found->second;
}

ScorePerceptron::ScorePerceptron(const ScoreConfig& config, const Scope& scope)
    : embedding_(takeTimeEmbedding(scope / "embedding", config.embedding)),
      activation_(activationNamed(config.activation))
{
    const std::int64_t features = (2 * config.order + 1) * config.channels;
    std::int64_t before = features + config.embedding, number = 0;
    std::vector<std::int64_t> widths = config.hidden;
    widths.push_back(features);
    for (const std::int64_t width : widths) {
        Layer layer;
        if (width != before) {
            layer.widen = takeLinear(scope / "network" / number++, before, width);
        }
        const Scope block = scope / "network" / number++;
        layer.first = takeLinear(block / 1, width, width);
        layer.last = takeLinear(block / 3, width, width);
        layers_.push_back(std::move(layer));
        before = width;
    }
}

Tensor ScorePerceptron::operator()(const Tensor& x, const Tensor& t) const
{
    Tensor level = embedded(embedding_, t);
    while (level.dim() > 1 && level.dim() < x.dim()) {
        level = level.unsqueeze(1);
    }
    std::vector<std::int64_t> shape = x.sizes().vec();
    shape.back() = level.size(-1);
    Tensor y = at::cat({x, level.expand(shape)}, -1);
    for (const Layer& layer : layers_) {
        if (layer.widen.weight.defined()) {
            y = linear(layer.widen, y);
        }
        y = y + linear(layer.last, activation_(linear(layer.first, standardised(y, -1))));
    }
    return y;
}

ScoreUnet::ScoreUnet(const ScoreConfig& config, const Scope& scope)
    : embedding_(takeTimeEmbedding(scope / "embedding", config.embedding)),
      activation_(activationNamed(config.activation)),
      spatial_(config.spatial)
{
    const bool forced = config.forcing[0] > 0;
    if (forced) {
        forcing_ = scope.take("forcing", {1, config.forcing[0], config.forcing[1]});
    }
    const Scope net = scope / "network";
    const auto depths = static_cast<std::int64_t>(config.hidden.size());
    const std::int64_t features = (2 * config.order + 1) * config.channels;
    const auto spec = [&](std::int64_t in, std::int64_t out, std::int64_t stride = 1) {
        const Edges edges = forced ? Edges::periodic : Edges::zero;
        return ConvolutionSpec{in, out, config.kernel, spatial_, edges, stride};
    };
    for (std::int64_t i = 0; i < depths; ++i) {
        const std::int64_t channels = config.hidden[static_cast<std::size_t>(i)], up = depths - 1 - i;
        Depth depth;
        if (i == 0) {
            depth.head = takeConvolution(net / "heads" / 0, spec(features + (forced ? 1 : 0), channels));
            depth.tail = takeConvolution(net / "tails" / up, spec(channels, features));
        } else {
            const std::int64_t above = config.hidden[static_cast<std::size_t>(i - 1)];
            depth.head = takeConvolution(net / "heads" / i / 0, spec(above, channels, 2));
            depth.tail = takeConvolution(net / "tails" / up / 2, spec(channels, above));
        }
        const auto block = [&](const Scope& at) {
            return Block{takeLinear(at / "project" / 0, config.embedding, channels),
                         takeConvolution(at / "residue" / 1, spec(channels, channels)),
                         takeConvolution(at / "residue" / 3, spec(channels, channels))};
        };
        for (std::int64_t j = 0; j < config.blocks[static_cast<std::size_t>(i)]; ++j) {
            depth.descent.push_back(block(net / "descent" / i / j));
            depth.ascent.push_back(block(net / "ascent" / up / j));
        }
        depths_.push_back(std::move(depth));
    }
}

Tensor ScoreUnet::through(const std::vector<Block>& blocks, Tensor x, const Tensor& t) const
{
    for (const Block& block : blocks) {
        Tensor level = linear(block.project, t);
        while (level.dim() < x.dim()) {
            level = level.unsqueeze(-1);
        }
        const Tensor norm = standardised(x + level, 1);
        x = x + convolve(block.last, activation_(convolve(block.first, norm)));
    }
    return x;
}

Tensor ScoreUnet::operator()(const Tensor& x, const Tensor& t) const
{
    Tensor y = x;
    if (forcing_.defined()) {
        std::vector<std::int64_t> shape = x.sizes().vec();
        shape[shape.size() - 3] = 1;
        y = at::cat({x, forcing_.expand(shape)}, -3);
    }
    y = y.flatten(0, -2 - spatial_);
    const Tensor level = embedded(embedding_, t.reshape({-1}));
    std::vector<Tensor> memory;
    for (const Depth& depth : depths_) {
        y = through(depth.descent, convolve(depth.head, y), level);
        memory.push_back(y);
    }
    memory.pop_back();
    for (auto depth = depths_.rbegin(); depth != depths_.rend(); ++depth) {
        y = through(depth->ascent, y, level);
        if (memory.empty()) {
            y = convolve(depth->tail, y);
        } else {
            y = convolve(depth->tail, nearest(standardised(y, 1), 2)) + memory.back();
            memory.pop_back();
        }
    }
    return y.view(x.sizes());
}

}  // namespace core::network
