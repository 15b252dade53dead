#include "core/network/autoencoder.h"

#include "core/network/derivative.h"

namespace core::network {
namespace {

/// what `length` lacks to a multiple of `block`
std::int64_t missing(std::int64_t length, std::int64_t block)
{
    return (block - length % block) % block;
}

}  // namespace

Tensor padSphere(const Tensor& x, std::int64_t resize)
{
    const std::int64_t rows = x.size(2), columns = x.size(3);
    const std::int64_t above = missing(rows, resize) / 2, below = missing(rows, resize) - above;
    const std::int64_t around = missing(columns, resize) + 2 * resize;
    const Tensor from =
        at::arange(-(around / 2), columns + around - around / 2, at::kLong).remainder(columns);
    const Tensor wide = around == 0 ? x : x.index_select(3, from.to(x.device()));
    return at::constant_pad_nd(wide, {0, 0, above, below}, 0);
}

Tensor cropSphere(const Tensor& x, std::array<std::int64_t, 2> shape, std::int64_t resize)
{
    const std::int64_t above = missing(shape[0], resize) / 2;
    const std::int64_t left = (missing(shape[1], resize) + 2 * resize) / 2;
    return x.slice(2, above, above + shape[0]).slice(3, left, left + shape[1]);
}

std::map<std::string, std::vector<std::int64_t>> autoencoderShapes(const AutoencoderConfig& config)
{
    Weights asked(StateDict{});
    static_cast<void>(Autoencoder(config, Scope(asked)));
    return asked.asked();
}

Autoencoder::Autoencoder(const AutoencoderConfig& config, const Scope& scope)
    : config_(config), options_(scope.weights().options())
{
    takeEncoder(scope / "encoder" / "descent");
    takeDecoder(scope / "decoder" / "ascent");
}

ConvolutionSpec Autoencoder::spec(std::int64_t in, std::int64_t out, std::int64_t stride) const
{
    return {in, out, config_.kernel, 2, config_.periodic ? Edges::periodic : Edges::zero, stride};
}

Autoencoder::ResidualBlock Autoencoder::takeBlock(const Scope& scope, std::int64_t channels) const
{
    const std::int64_t wide = config_.ffnFactor * channels;
    return {takeConvolution(scope / "ffn" / 0, spec(channels, wide)),
            takeConvolution(scope / "ffn" / 3, spec(wide, channels)), (scope / "norm").takeExact("eps", {})};
}

void Autoencoder::takeEncoder(const Scope& descent)
{
    const auto& hidden = config_.hidden;
    const std::int64_t square = config_.stride * config_.stride, patch = config_.patch[0] * config_.patch[1];
    std::int64_t depth = 0;
    for (; depth < static_cast<std::int64_t>(hidden.size()); ++depth) {
        const Scope at = descent / depth;
        const std::int64_t channels = hidden[static_cast<std::size_t>(depth)];
        Stage stage;
        if (depth == 0) {
            stage.resample = takeConvolution(at / 0, spec(patch * config_.channels, channels));
        } else if (const std::int64_t before = hidden[static_cast<std::size_t>(depth - 1)];
                   config_.pixelShuffle) {
            stage.resample = takeConvolution(at / 0 / 1, spec(square * before, channels));
        } else {
            stage.resample = takeConvolution(at / 0, spec(before, channels, config_.stride));
        }
        for (std::int64_t i = 0; i < config_.blocks[static_cast<std::size_t>(depth)]; ++i) {
            stage.blocks.push_back(takeBlock(at / (i + 1), channels));
        }
        descent_.push_back(std::move(stage));
    }
    toLatent_ = takeConvolution(descent / (depth - 1) / (config_.blocks.back() + 1),
                                spec(hidden.back(), config_.latentChannels));
}

void Autoencoder::takeDecoder(const Scope& ascent)
{
    const auto& hidden = config_.hidden;
    const std::int64_t square = config_.stride * config_.stride, patch = config_.patch[0] * config_.patch[1];
    const auto deepest = static_cast<std::int64_t>(hidden.size()) - 1;
    fromLatent_ = takeConvolution(ascent / 0 / 0, spec(config_.latentChannels, hidden.back()));
    for (std::int64_t depth = deepest; depth >= 0; --depth) {
        const Scope at = ascent / (deepest - depth);
        const std::int64_t channels = hidden[static_cast<std::size_t>(depth)];
        std::int64_t next = depth == deepest ? 1 : 0;
        Stage stage;
        for (std::int64_t i = 0; i < config_.blocks[static_cast<std::size_t>(depth)]; ++i) {
            stage.blocks.push_back(takeBlock(at / next++, channels));
        }
        if (depth == 0) {
            stage.resample = takeConvolution(at / next, spec(channels, patch * config_.channels));
        } else if (const std::int64_t after = hidden[static_cast<std::size_t>(depth - 1)];
                   config_.pixelShuffle) {
            stage.resample = takeConvolution(at / next / 0, spec(channels, square * after));
        } else {
            stage.resample = takeConvolution(at / next / 1, spec(channels, after));
        }
        ascent_.push_back(std::move(stage));
    }
}

Tensor Autoencoder::through(const std::vector<ResidualBlock>& blocks, Tensor x) const
{
    for (const ResidualBlock& block : blocks) {
        const Tensor norm = standardised(x, 1, block.epsilon.item<double>());
        x = x + convolve(block.last, at::silu(convolve(block.first, norm)));
    }
    return x;
}

Tensor Autoencoder::saturated(const Tensor& z) const
{
    const double bound = config_.bound;
    switch (config_.saturation) {
    case Saturation::softclip:
        return z / (1 + z.abs() / bound);
    case Saturation::softclip2:
        return z * at::rsqrt(1 + (z / bound).square());
    case Saturation::tanh:
        return (z / bound).tanh() * bound;
    case Saturation::asinh:
        return z.asinh();
    case Saturation::rmsnorm:
        return rootMeanSquareNorm(z, 1);
    case Saturation::none:
        break;
    }
    return z;
}

Tensor Autoencoder::encode(const Tensor& x) const
{
    const NetworkScope here;
    const Tensor fields =
        x.to(options_).view({x.size(0), config_.shape[0], config_.shape[1], -1}).permute({0, 3, 1, 2});
    Tensor y = channelsFromPatches(padSphere(fields, config_.resize), config_.patch);
    for (std::size_t depth = 0; depth < descent_.size(); ++depth) {
        if (depth > 0 && config_.pixelShuffle) {
            y = channelsFromPatches(y, {config_.stride, config_.stride});
        }
        y = through(descent_[depth].blocks, convolve(descent_[depth].resample, y));
    }
    const Tensor z = saturated(convolve(toLatent_, y));
    return z.flatten(2).transpose(1, 2).contiguous().to(x.scalar_type());
}

Tensor Autoencoder::decode(const Tensor& z) const
{
    const NetworkScope here;
    const auto latent = config_.latentShape();
    const Tensor grid =
        z.to(options_).view({z.size(0), latent[0], latent[1], latent[2]}).permute({0, 3, 1, 2});
    Tensor y = convolve(fromLatent_, grid);
    for (std::size_t i = 0; i < ascent_.size(); ++i) {
        y = through(ascent_[i].blocks, y);
        const bool last = i + 1 == ascent_.size();
        if (!last && !config_.pixelShuffle) {
            y = nearest(y, config_.stride);
        }
        y = convolve(ascent_[i].resample, y);
        if (!last && config_.pixelShuffle) {
            y = patchesFromChannels(y, {config_.stride, config_.stride});
        }
    }
    const Tensor fields = cropSphere(patchesFromChannels(y, config_.patch), config_.shape, config_.resize);
    return fields.flatten(2).transpose(1, 2).contiguous().to(z.scalar_type());
}

}  // namespace core::network
