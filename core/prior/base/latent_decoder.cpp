#include "core/prior/latent_decoder.h"

#include "core/api/error.h"
#include "core/network/derivative.h"
#include "core/network/flops.h"
#include "core/prior/latent_points.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace core::prior {

namespace {

constexpr double forwardBudget = 1e9;     // bytes that decoding several states at once may take
constexpr double derivativeBudget = 4e9;  // bytes of graphs that stay in memory between products
constexpr double mostKept = 5e8;          // bytes of fields that are kept for the next question

/// Numbers of the decoder's layers for one state, all of them.
double layerElements(const network::AutoencoderConfig& config)
{
    const auto latent = config.latentShape();
    double cells = static_cast<double>(latent[0] * latent[1]), out = 0;
    for (std::size_t depth = config.hidden.size(); depth-- > 0;) {
        constexpr double tensorsOfBlock = 6;
        out += cells * static_cast<double>(config.hidden[depth]) *
               (1 + tensorsOfBlock * static_cast<double>(config.blocks[depth]));
        cells *= static_cast<double>(config.stride * config.stride);
    }
    return out;
}

std::vector<double> latitudes(std::int64_t rows)
{
    std::vector<double> out;
    for (std::int64_t row = 0; row < rows; ++row) {
        out.push_back(rows == 1 ? 0 : 90 - 180.0 * static_cast<double>(row) / static_cast<double>(rows - 1));
    }
    return out;
}

std::vector<double> longitudes(std::int64_t columns)
{
    std::vector<double> out;
    for (std::int64_t column = 0; column < columns; ++column) {
        out.push_back(360.0 * static_cast<double>(column) / static_cast<double>(columns));
    }
    return out;
}

}  // namespace

DecodingBytes::DecodingBytes(const network::AutoencoderConfig& config)
{
    const double widest = static_cast<double>(config.shape[0] * config.shape[1]) *
                          static_cast<double>(config.hidden.front() + 2 * config.channels);
    forward = sizeof(float) * 4 * widest;
    derivative = sizeof(float) * (layerElements(config) + widest);
}

bool DecodingBytes::kept(std::int64_t states) const
{
    return derivative * static_cast<double>(states) <= derivativeBudget;
}

denoiser::Flops flopsOfDecoding(const network::AutoencoderConfig& config)
{
    const double decode = network::flops(config).decode;
    return {decode, (DecodingBytes(config).kept(1) ? 2 : 3) * decode};
}

LatentDecoder::LatentDecoder(LatentShape shape)
    : shape_(std::move(shape)),
      bytes_(shape_.autoencoder->config()),
      flops_(flopsOfDecoding(shape_.autoencoder->config()))
{
    const auto& config = shape_.autoencoder->config();
    const AppaFields& fields = shape_.fields;
    const bool own = static_cast<std::int64_t>(fields.lat.size()) == config.shape[0] &&
                     static_cast<std::int64_t>(fields.lon.size()) == config.shape[1];
    grid_ = std::make_shared<DisplayGrid>(DisplayGrid{own ? fields.lat : latitudes(config.shape[0]),
                                                      own ? fields.lon : longitudes(config.shape[1]), true});
    const auto latent = config.latentShape();
    stateSize_ = latent[0] * latent[1] * latent[2];
    {
        const c10::InferenceMode plain(false);  // they take part in derivatives
        shape_.mean = shape_.mean.to(shape_.options).clone();
        shape_.scale = shape_.scale.to(shape_.options).clone();
    }
    mean_ = shape_.fields.mean.to(shape_.options).view({-1, 1, 1});
    std_ = shape_.fields.std.to(shape_.options).view({-1, 1, 1});
    for (std::size_t c = 0; c < shape_.fields.channels.size(); ++c) {
        if (shape_.sea.defined() && shape_.fields.channels[c].standardName == "sea_surface_temperature") {
            seaChannel_ = static_cast<int>(c);
            shape_.sea = shape_.sea.to(shape_.options.device());
        }
    }
}

Tensor LatentDecoder::stateOf(const Tensor& x, int time) const
{
    return x.view({x.size(0), shape_.states, stateSize_}).select(1, time);
}

Tensor LatentDecoder::decoded(const Tensor& x) const
{
    const auto& config = shape_.autoencoder->config();
    const auto latent = config.latentShape();
    const Tensor z = x.view({x.size(0), latent[0] * latent[1], latent[2]}) * shape_.scale + shape_.mean;
    return shape_.autoencoder->decode(z).transpose(1, 2).reshape(
        {x.size(0), -1, config.shape[0], config.shape[1]});
}

Tensor LatentDecoder::fields(const Tensor& x, int time) const
{
    const Tensor state = stateOf(x, time).contiguous();
    const std::lock_guard lock(kept_.mutex);
    if (kept_.time == time && kept_.x.defined() && kept_.x.sizes() == state.sizes() &&
        at::equal(kept_.x, state)) {
        return kept_.fields;
    }
    const auto some = std::max<std::int64_t>(1, static_cast<std::int64_t>(forwardBudget / bytes_.forward));
    std::vector<Tensor> parts;
    for (std::int64_t first = 0; first < state.size(0); first += some) {
        Tensor part = decoded(state.slice(0, first, first + some)) * std_ + mean_;
        if (seaChannel_ >= 0) {
            part.select(1, seaChannel_)
                .masked_fill_(shape_.sea.logical_not(), std::numeric_limits<float>::quiet_NaN());
        }
        parts.push_back(std::move(part));
    }
    const Tensor out = parts.size() == 1 ? parts.front() : at::cat(parts);
    if (static_cast<double>(out.numel()) * sizeof(float) <= mostKept) {
        kept_.x = state;
        kept_.fields = out;
        kept_.time = time;
    }
    return out;
}

Tensor LatentDecoder::field(const Tensor& x, int channel, int time) const
{
    return fields(x, time).select(1, channel);
}

Tensor LatentDecoder::background(int channel, int) const
{
    return mean_[channel].expand(
        {static_cast<std::int64_t>(grid_->lat.size()), static_cast<std::int64_t>(grid_->lon.size())});
}

Tensor LatentDecoder::scale(int channel) const
{
    return std_[channel].expand(
        {static_cast<std::int64_t>(grid_->lat.size()), static_cast<std::int64_t>(grid_->lon.size())});
}

std::shared_ptr<const observe::PointOperator> LatentDecoder::points(
    const std::vector<observe::Point>& points) const
{
    return std::make_shared<LatentPoints>(*this, points);
}

Tensor LatentDecoder::encode(const Tensor& fields) const
{
    std::vector<Tensor> states;
    for (std::int64_t time = 0; time < fields.size(0); ++time) {
        const Tensor standard =
            ((fields[time].to(shape_.options) - mean_) / std_).flatten(1).t().unsqueeze(0);
        states.push_back(
            ((shape_.autoencoder->encode(at::nan_to_num(standard).contiguous()) - shape_.mean) / shape_.scale)
                .flatten());
    }
    while (static_cast<std::int64_t>(states.size()) < shape_.states) {
        states.push_back(states.back());
    }
    return at::cat(states);
}

Tensor LatentDecoder::meanSquare(const Tensor& d) const
{
    return d.view({d.size(0), shape_.states, stateSize_}).slice(1, 0, shape_.shown).square().mean(2);
}

Tensor LatentDecoder::channelSquares(const Tensor&) const
{
    throw Error(Cause::bug, "Latents of an autoencoder have no squares a channel.");
}

}  // namespace core::prior
