#include "core/network/azula.h"
#include "core/network/derivative.h"

namespace core::network {

AzulaUnet::Block AzulaUnet::takeBlock(const Scope& scope, std::int64_t channels) const
{
    const std::int64_t mod = config_.modulation, wide = config_.ffnFactor * channels;
    const auto spec = [&](std::int64_t in, std::int64_t out) {
        return ConvolutionSpec{in, out, config_.kernel, config_.spatial, config_.edges};
    };
    Block block;
    if (mod > 0) {
        block.adaptation = {takeLinear(scope / "ada_zero" / 0, mod, mod),
                            takeLinear(scope / "ada_zero" / 2, mod, 3 * channels)};
    } else {
        std::vector<std::int64_t> shape{3, channels};
        shape.insert(shape.end(), static_cast<std::size_t>(config_.spatial), 1);
        block.constant = scope.take("ada_zero", shape);
    }
    block.first = takeConvolution(scope / "ffn" / 0, spec(channels, wide));
    block.last = takeConvolution(scope / "ffn" / 3, spec(wide, channels));
    return block;
}

AzulaUnet::AzulaUnet(const AzulaUnetConfig& config, const Scope& scope) : config_(config)
{
    const auto depths = static_cast<std::int64_t>(config.hidden.size());
    const auto spec = [&](std::int64_t in, std::int64_t out, std::int64_t stride = 1) {
        return ConvolutionSpec{in, out, config.kernel, config.spatial, config.edges, stride};
    };
    for (std::int64_t i = 0; i < depths; ++i) {
        const auto k = static_cast<std::size_t>(i);
        const std::int64_t channels = config.hidden[k];
        const Scope down = scope / "descent" / i, up = scope / "ascent" / (depths - 1 - i);
        const bool deepest = i + 1 == depths;
        Depth depth;
        depth.in = takeConvolution(down / 0, i == 0 ? spec(config.in, channels)
                                                    : spec(config.hidden[k - 1], channels, config.stride));
        if (!deepest) {
            depth.merge = takeConvolution(up / 0, spec(channels + config.hidden[k + 1], channels));
        }
        const std::int64_t before = deepest ? 0 : 1;
        for (std::int64_t j = 0; j < config.blocks[k]; ++j) {
            depth.descent.push_back(takeBlock(down / (j + 1), channels));
            depth.ascent.push_back(takeBlock(up / (j + before), channels));
        }
        if (i == 0) {
            out_ = takeConvolution(up / (before + config.blocks[k]), spec(channels, config.out));
        }
        depths_.push_back(std::move(depth));
    }
}

Tensor AzulaUnet::through(const std::vector<Block>& blocks, Tensor x, const Tensor& modulation) const
{
    for (const Block& block : blocks) {
        Tensor level = block.constant;
        if (!level.defined()) {
            const Tensor flat = perceptron(block.adaptation, modulation).unflatten(-1, {3, -1});
            level = flat.dim() == 2 ? flat : flat.movedim(-2, 0);
            for (std::int64_t i = 0; i < config_.spatial; ++i) {
                level = level.unsqueeze(-1);
            }
        }
        const Tensor y = (level[0] + 1) * standardised(x, 1) + level[1];
        x = x + level[2] * convolve(block.last, at::silu(convolve(block.first, y)));
    }
    return x;
}

Tensor AzulaUnet::operator()(const Tensor& x, const Tensor& modulation) const
{
    const NetworkScope here;
    std::vector<Tensor> memory;
    Tensor y = x;
    for (const Depth& depth : depths_) {
        memory.push_back(y);
        y = through(depth.descent, convolve(depth.in, y), modulation);
    }
    for (std::size_t i = depths_.size(); i-- > 0;) {
        if (i + 1 < depths_.size()) {
            y = nearest(y, config_.stride);
            const Tensor& skip = memory[i + 1];
            for (std::int64_t axis = 2; axis < y.dim(); ++axis) {
                y = y.slice(axis, 0, skip.size(axis));
            }
            y = convolve(depths_[i].merge, at::cat({skip, y}, 1));
        }
        y = through(depths_[i].ascent, y, modulation);
    }
    return convolve(out_, y);
}

}  // namespace core::network
