#include "core/network/azula.h"
#include "core/network/derivative.h"

namespace core::network {
namespace {

std::int64_t product(at::IntArrayRef numbers)
{
    std::int64_t out = 1;
    for (const std::int64_t n : numbers) {
        out *= n;
    }
    return out;
}

}  // namespace

AzulaTransformer::AzulaTransformer(const AzulaTransformerConfig& config, const Scope& scope) : config_(config)
{
    const std::int64_t hidden = config.hidden, mod = config.modulation, patch = product(config.patch);
    const std::int64_t axes = config.patch.empty() ? 1 : static_cast<std::int64_t>(config.patch.size());
    in_ = takeLinear(scope / "in_proj", patch * config.in, hidden);
    out_ = takeLinear(scope / "out_proj", hidden, patch * config.out);
    position_ = takeLinear(scope / "pos_embedding" / 2, axes * hidden, hidden, Bias::no);
    const auto norm = config.queryKeyNorm ? QueryKeyNorm::rootMeanSquare : QueryKeyNorm::none;
    for (std::int64_t i = 0; i < config.blocks; ++i) {
        const Scope at = scope / "blocks" / i;
        Block block;
        if (mod > 0) {
            block.adaptation = {takeLinear(at / "ada_zero" / 0, mod, mod),
                                takeLinear(at / "ada_zero" / 2, mod, 3 * hidden)};
        } else {
            block.constant = at.take("ada_zero", {3, hidden});
        }
        block.attention = {takeLinear(at / "msa" / "qkv_proj", hidden, 3 * hidden),
                           takeLinear(at / "msa" / "y_proj", hidden, hidden, Bias::no), config.heads, norm};
        if (config.rope) {
            block.theta = (at / "msa" / "theta_proj").take("weight", {hidden / 2, axes});
        }
        block.ffn = {takeLinear(at / "ffn" / 0, hidden, config.ffnFactor * hidden),
                     takeLinear(at / "ffn" / 3, config.ffnFactor * hidden, hidden)};
        blocks_.push_back(std::move(block));
    }
}

Tensor AzulaTransformer::tokens(const Tensor& x, const Tensor& modulation, const Tensor& places) const
{
    const Tensor frequencies = sineFrequencies(config_.hidden / 2).to(x.options());
    Tensor y = linear(in_, x) + linear(position_, sineEncoding(places, frequencies).flatten(1));
    for (const Block& block : blocks_) {
        Tensor level = block.constant;
        if (!level.defined()) {
            const Tensor flat = perceptron(block.adaptation, modulation).unflatten(-1, {3, -1});
            level = (flat.dim() == 2 ? flat : flat.movedim(-2, 0)).unsqueeze(-2);
        }
        const auto rotation = block.theta.defined()
                                  ? std::optional(rotationOf(places, block.theta.t(), config_.heads))
                                  : std::nullopt;
        Tensor z = (level[0] + 1) * rootMeanSquareNorm(y, -1) + level[1];
        z = z + selfAttention(block.attention, z, rotation ? &*rotation : nullptr, {});
        y = y + level[2] * perceptron(block.ffn, z);
    }
    return linear(out_, y);
}

Tensor AzulaTransformer::operator()(const Tensor& x, const Tensor& modulation) const
{
    const NetworkScope here;
    if (config_.patch.empty()) {
        return tokens(x, modulation, coordinates({x.size(1)}).to(x.options()));
    }
    const Tensor patches = channelsFromPatches(x, config_.patch);
    const std::int64_t rows = patches.size(2), columns = patches.size(3);
    const Tensor y = tokens(patches.flatten(2).transpose(1, 2), modulation,
                            coordinates({rows, columns}).to(x.options()));
    return patchesFromChannels(y.transpose(1, 2).unflatten(2, {rows, columns}), config_.patch);
}

}  // namespace core::network
