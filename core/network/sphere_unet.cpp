#include "core/network/sphere_unet.h"

namespace core::network {
namespace {

constexpr std::int64_t kernel = 3, groups = 8;

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

void addConvolution(Shapes& shapes, const std::string& name, const ConvolutionSpec& spec)
{
    shapes[name + ".weight"] = {spec.out, spec.in, spec.kernel, spec.kernel};
    shapes[name + ".bias"] = {spec.out};
}

void addLinear(Shapes& shapes, const std::string& name, std::int64_t in, std::int64_t out)
{
    shapes[name + ".weight"] = {out, in};
    shapes[name + ".bias"] = {out};
}

Tensor convolved(const Convolution& layer, const Tensor& x)
{
    const bool padded = layer.weight.size(2) == kernel;
    const std::vector<std::int64_t> stride(2, layer.stride), none(2, 0), one(2, 1);
    return at::convolution(padded ? paddedAroundSphere(x) : x, layer.weight, layer.bias, stride, none, one, false, none, 1);
}

Tensor normalised(const Tensor& x)
{
    return at::group_norm(x, groups, {}, {}, normEpsilon);
}

std::string depthName(const char* way, std::size_t depth)
{
    return std::string(way) + "." + std::to_string(depth);
}

}  // namespace

Tensor paddedAroundSphere(const Tensor& x)
{
    const std::int64_t rows = x.size(2), half = x.size(3) / 2;
    const Tensor tall = at::cat({x.narrow(2, 0, 1).roll(half, 3), x, x.narrow(2, rows - 1, 1).roll(half, 3)}, 2);
    return at::cat({tall.narrow(3, x.size(3) - 1, 1), tall, tall.narrow(3, 0, 1)}, 3);
}

SphereUnet::SphereUnet(const SphereUnetConfig& config, const Scope& scope) : config_(config)
{
    const auto block = [&](const Scope& at, std::int64_t width) {
        return Block{takeLinear(at / "modulation", config.embedding, 2 * width),
                     takeConvolution(at / "first", {.in = width, .out = width, .kernel = kernel}),
                     takeConvolution(at / "second", {.in = width, .out = width, .kernel = kernel})};
    };
    places_ = scope.take("places", {config.places, config.rows, config.columns});
    embed_ = {takeLinear(scope / "embed" / 0, config.condition, config.embedding),
              takeLinear(scope / "embed" / 2, config.embedding, config.embedding)};
    stem_ = takeConvolution(scope / "stem", {.in = config.in + config.places, .out = config.widths.front(), .kernel = 1});
    last_ = takeConvolution(scope / "last", {.in = config.widths.front(), .out = config.out, .kernel = kernel});
    for (std::size_t d = 0; d < config.widths.size(); ++d) {
        const std::int64_t width = config.widths[d];
        const Scope down = scope / depthName("down", d), up = scope / depthName("up", d);
        Depth depth;
        for (std::int64_t b = 0; b < config.blocks[d]; ++b) {
            depth.down.push_back(block(down / b, width));
            depth.up.push_back(block(up / b, width));
        }
        if (d + 1 < config.widths.size()) {
            const std::int64_t next = config.widths[d + 1];
            depth.smaller = takeConvolution(down / "smaller", {.in = width, .out = next, .kernel = 2, .stride = 2});
            depth.larger = takeConvolution(up / "larger", {.in = next, .out = width, .kernel = 1});
        }
        depths_.push_back(std::move(depth));
    }
}

Tensor SphereUnet::operator()(const Tensor& x, const Tensor& condition) const
{
    const Tensor embedded = at::silu(perceptron(embed_, condition));
    const auto through = [&](const std::vector<Block>& blocks, Tensor h) {
        for (const Block& block : blocks) {
            const auto film = linear(block.modulation, embedded).unsqueeze(-1).unsqueeze(-1).chunk(2, 1);
            const Tensor modulated = normalised(h) * (film[0] + 1) + film[1];
            const Tensor middle = convolved(block.first, at::silu(modulated));
            h = h + convolved(block.second, at::silu(normalised(middle)));
        }
        return h;
    };
    const Tensor places = places_.unsqueeze(0).expand({x.size(0), -1, -1, -1});
    Tensor h = convolved(stem_, at::cat({x, places}, 1).contiguous(at::MemoryFormat::ChannelsLast));
    std::vector<Tensor> skips;
    for (const Depth& depth : depths_) {
        h = through(depth.down, h);
        if (depth.smaller.weight.defined()) {
            skips.push_back(h);
            h = convolved(depth.smaller, h);
        }
    }
    for (std::size_t d = depths_.size(); d-- > 0;) {
        if (depths_[d].larger.weight.defined()) {
            h = nearest(convolved(depths_[d].larger, h), 2) + skips[d];
        }
        h = through(depths_[d].up, h);
    }
    return convolved(last_, at::silu(normalised(h)));
}

double SphereUnet::flops() const
{
    const auto points = [&](std::size_t depth) {
        return static_cast<double>(config_.rows * config_.columns) / static_cast<double>(std::int64_t{1} << (2 * depth));
    };
    const auto product = [](const Convolution& layer) { return 2.0 * static_cast<double>(layer.weight.numel()); };
    double sum = (product(stem_) + product(last_)) * points(0);
    for (std::size_t d = 0; d < depths_.size(); ++d) {
        for (const auto* way : {&depths_[d].down, &depths_[d].up}) {
            for (const Block& block : *way) {
                sum += (product(block.first) + product(block.second)) * points(d);
            }
        }
        if (depths_[d].smaller.weight.defined()) {
            sum += (product(depths_[d].smaller) + product(depths_[d].larger)) * points(d + 1);
        }
    }
    return sum;
}

Shapes sphereUnetShapes(const SphereUnetConfig& config)
{
    Shapes shapes = {{"places", {config.places, config.rows, config.columns}}};
    addLinear(shapes, "embed.0", config.condition, config.embedding);
    addLinear(shapes, "embed.2", config.embedding, config.embedding);
    addConvolution(shapes, "stem", {.in = config.in + config.places, .out = config.widths.front(), .kernel = 1});
    addConvolution(shapes, "last", {.in = config.widths.front(), .out = config.out, .kernel = kernel});
    for (std::size_t d = 0; d < config.widths.size(); ++d) {
        const std::int64_t width = config.widths[d];
        for (const char* way : {"down", "up"}) {
            for (std::int64_t b = 0; b < config.blocks[d]; ++b) {
                const std::string name = depthName(way, d) + "." + std::to_string(b);
                addLinear(shapes, name + ".modulation", config.embedding, 2 * width);
                addConvolution(shapes, name + ".first", {.in = width, .out = width, .kernel = kernel});
                addConvolution(shapes, name + ".second", {.in = width, .out = width, .kernel = kernel});
            }
        }
        if (d + 1 < config.widths.size()) {
            const std::int64_t next = config.widths[d + 1];
            addConvolution(shapes, depthName("down", d) + ".smaller", {.in = width, .out = next, .kernel = 2});
            addConvolution(shapes, depthName("up", d) + ".larger", {.in = next, .out = width, .kernel = 1});
        }
    }
    return shapes;
}

}  // namespace core::network
