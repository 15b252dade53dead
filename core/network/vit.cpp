#include "core/network/vit.h"

#include "core/network/dates.h"
#include "core/network/derivative.h"
#include "core/network/layers.h"

namespace core::network {
namespace {

/// tables of rotations beyond this are computed anew in each block
constexpr std::int64_t mostTableBytes = 256LL << 20;

std::int64_t product(at::IntArrayRef numbers)
{
    std::int64_t out = 1;
    for (const std::int64_t n : numbers) {
        out *= n;
    }
    return out;
}

std::array<std::int64_t, 3> gridOf(const VitConfig& config)
{
    return {config.states / config.patch[0], config.shape[0] / config.patch[1],
            config.shape[1] / config.patch[2]};
}

}  // namespace

Vit::Vit(const VitConfig& config, const Scope& scope)
    : config_(config), options_(scope.weights().options()), exact_(scope.weights().exact())
{
    const NetworkScope here;
    const std::int64_t hidden = config.hidden, mod = config.modulation, wide = config.ffnFactor * hidden;
    const std::int64_t patch = product(config.patch), channels = config.channels + 4 * config.states;
    timeFrequencies_ = (scope / "diffusion_time_encoder").takeExact("freqs", {mod / 2});
    const Tensor projection = (scope / "in_proj").take("weight", {hidden, patch * channels});
    const Tensor bias = (scope / "in_proj").take("bias", {hidden});
    out_ = takeLinear(scope / "out_proj", hidden, patch * config.channels);
    const Scope position = scope / "positional_embedding";
    const Tensor frequencies = (position / 0).takeExact("freqs", {hidden / 2});
    const Linear embedding{(position / 2).takeExact("weight", {hidden, 3 * hidden}),
                           (position / 2).takeExact("bias", {hidden})};
    const auto norm = config.queryKeyNorm ? QueryKeyNorm::rootMeanSquare : QueryKeyNorm::none;
    for (std::int64_t i = 0; i < config.blocks; ++i) {
        const Scope at = scope / "blocks" / i;
        const Scope ada = at / "ada_zero", ffn = at / "ffn", msa = at / "msa";
        blocks_.push_back(
            {.adaptation = {takeLinear(ada / 0, mod, mod), takeLinear(ada / 2, mod, 4 * hidden)},
             .ffn = {takeLinear(ffn / 0, hidden, wide), takeLinear(ffn / 3, wide, hidden)},
             .attention = {takeLinear(msa / "qkv_proj", hidden, 3 * hidden, Bias::no),
                           takeLinear(msa / "y_proj", hidden, hidden), config.heads, norm},
             .theta = config.rope ? at.takeExact("theta", {3, hidden / 2}) : Tensor()});
    }
    if (scope.weights().sound()) {
        prepare(projection.view({hidden, channels, patch}), bias, embedding, frequencies);
    }
}

void Vit::prepare(const Tensor& projection, const Tensor& bias, const Linear& embedding,
                  const Tensor& frequencies)
{
    // the dates are the same at every place, so their columns act once a window
    in_ = {projection.slice(1, 0, config_.channels).flatten(1).contiguous(), {}};
    dates_ = {projection.slice(1, config_.channels).sum(2).contiguous(), bias};
    const auto grid = gridOf(config_);
    coordinates_ = coordinates(grid).to(exact_);
    position_ = linear(embedding, sineEncoding(coordinates_, frequencies).flatten(1)).to(options_);
    if (config_.window) {
        mask_ = windowMask(grid, *config_.window).to(options_.device());
    }
    const std::int64_t bytes = product(grid) * config_.hidden * 4 * config_.blocks;
    if (config_.rope && bytes <= mostTableBytes) {
        for (const Block& block : blocks_) {
            const Rotation exact = rotationOf(coordinates_, block.theta, config_.heads);
            rotations_.push_back({exact.cosine.to(options_), exact.sine.to(options_)});
        }
    }
}

std::int64_t Vit::size() const
{
    return config_.states * product(config_.shape) * config_.channels;
}

Tensor Vit::tokens(const Tensor& x, const Tensor& calendar) const
{
    const auto grid = gridOf(config_);
    const auto& p = config_.patch;
    const Tensor split = x.view({x.size(0), grid[0], p[0], grid[1], p[1], grid[2], p[2], config_.channels});
    const Tensor patches = split.permute({0, 1, 3, 5, 7, 2, 4, 6}).reshape({x.size(0), product(grid), -1});
    return linear(in_, patches) + linear(dates_, calendar).unsqueeze(1);
}

Tensor Vit::states(const Tensor& tokens) const
{
    const auto grid = gridOf(config_);
    const auto& p = config_.patch;
    const Tensor split = tokens.view(
        {tokens.size(0), grid[0], grid[1], grid[2], config_.channels, p[0], p[1], p[2]});
    return split.permute({0, 1, 5, 2, 6, 3, 7, 4}).reshape({tokens.size(0), -1});
}

Tensor Vit::levels(const Tensor& noise) const
{
    const NetworkScope here;
    const Tensor encoded = sineEncoding(noise.to(timeFrequencies_.options()), timeFrequencies_).to(options_);
    std::vector<Tensor> out;
    for (const Block& block : blocks_) {
        const auto parts = perceptron(block.adaptation, encoded).unsqueeze(-2).chunk(4, -1);
        const Tensor &c = parts[2], &d = parts[3], inner = at::rsqrt(1 + c * c), outer = at::rsqrt(1 + d * d);
        out.push_back(at::stack({parts[0] + 1, parts[1], inner * outer, c * inner * outer, d * outer}));
    }
    return at::stack(out);
}

Tensor Vit::calendar(const Tensor& dates) const
{
    const NetworkScope here;
    return dateFeatures(dates).to(options_);
}

Tensor Vit::through(const Block& block, const Tensor& x, const std::vector<Tensor>& level,
                    const Rotation* rotation) const
{
    const Tensor &gain = level[0], &shift = level[1], &keep = level[2], &add = level[3];
    Tensor y = at::addcmul(shift, gain, layerNorm(x));
    y = y + selfAttention(block.attention, y, rotation, mask_);
    return at::addcmul(x * keep, add, perceptron(block.ffn, y));
}

Tensor Vit::operator()(const Tensor& x, const Tensor& noise, const Tensor& dates) const
{
    return (*this)(x, Conditions{levels(noise), calendar(dates)});
}

Tensor Vit::operator()(const Tensor& x, const Conditions& under) const
{
    const NetworkScope here;
    const auto levels = under.levels.unbind();
    const Tensor skip = tokens(x.to(options_), under.calendar);
    Tensor y = skip + position_;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        std::optional<Rotation> made;
        if (config_.rope && rotations_.empty()) {
            const Rotation exact = rotationOf(coordinates_, blocks_[i].theta, config_.heads);
            made = Rotation{exact.cosine.to(options_), exact.sine.to(options_)};
        }
        const Rotation* rotation = made ? &*made : rotations_.empty() ? nullptr : &rotations_[i];
        const auto level = levels[i].unbind();
        y = at::addcmul(through(blocks_[i], y, level, rotation), level[4], skip);
    }
    return states(linear(out_, y)).to(x.scalar_type());
}

std::map<std::string, std::vector<std::int64_t>> vitShapes(const VitConfig& config)
{
    Weights asked(StateDict{});
    static_cast<void>(Vit(config, Scope(asked)));
    return asked.asked();
}

}  // namespace core::network
