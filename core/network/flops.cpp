#include "core/network/flops.h"

#include <cmath>

namespace core::network {
namespace {

std::int64_t padded(std::int64_t length, std::int64_t resize)
{
    return (length + resize - 1) / resize * resize;
}

/// Convolutions of an autoencoder or U-Net, counted with their places.
struct Convolutions {
    std::int64_t kernel = 3, spatial = 2;
    double flops = 0;
    std::int64_t parameters = 0;

    void add(std::int64_t in, std::int64_t out, double places)
    {
        const auto weights = static_cast<std::int64_t>(std::pow(kernel, spatial)) * in * out;
        flops += 2 * static_cast<double>(weights) * places;
        parameters += weights + out;
    }
};

struct Coded {
    Convolutions encoder, decoder;
};

Coded counted(const AutoencoderConfig& c)
{
    Coded out{{.kernel = c.kernel}, {.kernel = c.kernel}};
    const auto rows = static_cast<double>(padded(c.shape[0], c.resize) / c.patch[0]);
    const auto columns = static_cast<double>((padded(c.shape[1], c.resize) + 2 * c.resize) / c.patch[1]);
    const std::int64_t square = c.stride * c.stride, outside = c.patch[0] * c.patch[1] * c.channels;
    double places = rows * columns;
    for (std::size_t depth = 0; depth < c.hidden.size(); ++depth) {
        const std::int64_t width = c.hidden[depth];
        const double above = places;
        places = depth == 0 ? places : places / static_cast<double>(square);
        if (depth == 0) {
            out.encoder.add(outside, width, places);
            out.decoder.add(width, outside, places);
        } else if (c.pixelShuffle) {
            out.encoder.add(square * c.hidden[depth - 1], width, places);
            out.decoder.add(width, square * c.hidden[depth - 1], places);
        } else {
            out.encoder.add(c.hidden[depth - 1], width, places);
            out.decoder.add(width, c.hidden[depth - 1], above);
        }
        for (std::int64_t block = 0; block < c.blocks[depth]; ++block) {
            for (Convolutions* side : {&out.encoder, &out.decoder}) {
                side->add(width, c.ffnFactor * width, places);
                side->add(c.ffnFactor * width, width, places);
            }
        }
    }
    out.encoder.add(c.hidden.back(), c.latentChannels, places);
    out.decoder.add(c.latentChannels, c.hidden.back(), places);
    return out;
}

/// The embedding of time: Linear 32–256, Linear 256–features
double embeddingFlops(const ScoreConfig& config)
{
    return 2.0 * 256 * static_cast<double>(32 + config.embedding);
}

double perceptronFlops(const ScoreConfig& config)
{
    const std::int64_t features = (2 * config.order + 1) * config.channels;
    std::int64_t before = features + config.embedding;
    double out = 0;
    std::vector<std::int64_t> widths = config.hidden;
    widths.push_back(features);
    for (const std::int64_t width : widths) {
        out += width == before ? 0 : 2.0 * static_cast<double>(before * width);
        out += 4.0 * static_cast<double>(width * width);
        before = width;
    }
    return out;
}

double unetFlops(const ScoreConfig& config, std::array<std::int64_t, 2> shape)
{
    Convolutions all{.kernel = config.kernel, .spatial = config.spatial};
    double projections = 0;
    const std::int64_t features = (2 * config.order + 1) * config.channels;
    double above = 0;
    for (std::size_t depth = 0; depth < config.hidden.size(); ++depth) {
        const std::int64_t width = config.hidden[depth];
        if (depth > 0) {  // strided, padded by the kernel's half
            shape = {(shape[0] + 1) / 2, (shape[1] + 1) / 2};
        }
        const double places = static_cast<double>(shape[0]) * static_cast<double>(shape[1]);
        if (depth == 0) {
            all.add(features + (config.forcing[0] > 0 ? 1 : 0), width, places);
            all.add(width, features, places);
        } else {
            all.add(config.hidden[depth - 1], width, places);
            all.add(width, config.hidden[depth - 1], above);
        }
        for (std::int64_t block = 0; block < 2 * config.blocks[depth]; ++block) {
            projections += 2.0 * static_cast<double>(config.embedding * width);
            all.add(width, width, places);
            all.add(width, width, places);
        }
        above = places;
    }
    return all.flops + projections;
}

}  // namespace

std::int64_t tokensOf(const VitConfig& c)
{
    return c.states / c.patch[0] * (c.shape[0] / c.patch[1]) * (c.shape[1] / c.patch[2]);
}

double flops(const VitConfig& c)
{
    const auto states = static_cast<double>(c.states), hidden = static_cast<double>(c.hidden);
    const auto blocks = static_cast<double>(c.blocks), mod = static_cast<double>(c.modulation);
    const auto patch = static_cast<double>(c.patch[0] * c.patch[1] * c.patch[2] * c.channels);
    const auto tokens = static_cast<double>(tokensOf(c));
    const double layers = 2 * tokens * hidden *
                          (2 * patch + blocks * hidden * (4 + 2 * static_cast<double>(c.ffnFactor)));
    return layers + 4 * blocks * tokens * tokens * hidden + 8 * states * hidden +
           2 * blocks * mod * (mod + 4 * hidden);
}

std::int64_t parameters(const VitConfig& c)
{
    const std::int64_t patch = c.patch[0] * c.patch[1] * c.patch[2], h = c.hidden, m = c.modulation,
                       wide = c.ffnFactor * h;
    const std::int64_t ends = h * patch * (c.channels + 4 * c.states) + h + patch * c.channels * (h + 1);
    const std::int64_t adaptation = m * m + m + 4 * h * m + 4 * h;
    const std::int64_t attention = 3 * h * h + h * h + h, ffn = wide * (h + 1) + h * (wide + 1);
    const std::int64_t rotary = c.rope ? 3 * h / 2 : 0;
    return ends + 3 * h * h + h + c.blocks * (adaptation + attention + ffn + rotary);
}

AutoencoderFlops flops(const AutoencoderConfig& config)
{
    const Coded all = counted(config);
    return {all.encoder.flops, all.decoder.flops};
}

std::int64_t parameters(const AutoencoderConfig& config)
{
    const Coded all = counted(config);
    return all.encoder.parameters + all.decoder.parameters;
}

double flops(const ScoreConfig& config, std::int64_t states, const std::array<std::int64_t, 2>& shape)
{
    const std::int64_t windows = config.order == 0 ? 1 : states - 2 * config.order;
    if (!config.blocks.empty()) {
        return embeddingFlops(config) * static_cast<double>(config.order == 0 ? 1 : windows) +
               static_cast<double>(windows) * unetFlops(config, shape);
    }
    const double rows = static_cast<double>(config.order == 0 ? states : windows);
    return embeddingFlops(config) + rows * perceptronFlops(config);
}

}  // namespace core::network
