#include "core/network/score_weights.h"

#include "core/api/error.h"

#include <cmath>

namespace core::network {
namespace {

constexpr std::int64_t frequencies = 16, embeddingWidth = 256;

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

void linearShapes(Shapes& shapes, const std::string& name, std::int64_t in, std::int64_t out)
{
    shapes[name + ".weight"] = {out, in};
    shapes[name + ".bias"] = {out};
}

}  // namespace

Shapes scoreShapes(const ScoreConfig& config)
{
    if (config.order < 1 || !config.blocks.empty() || config.hidden.empty() || config.channels < 1) {
        throw Error(Cause::badInput, "Only local score networks of residual layers can be made anew.",
                    "Give an order of at least 1, a width and a depth.");
    }
    Shapes shapes;
    linearShapes(shapes, "kernel.embedding.0", 2 * frequencies, embeddingWidth);
    linearShapes(shapes, "kernel.embedding.2", embeddingWidth, config.embedding);
    const std::int64_t features = (2 * config.order + 1) * config.channels;
    std::int64_t before = features + config.embedding, number = 0;
    std::vector<std::int64_t> widths = config.hidden;
    widths.push_back(features);
    for (const std::int64_t width : widths) {
        if (width != before) {
            linearShapes(shapes, "kernel.network." + std::to_string(number++), before, width);
        }
        const std::string block = "kernel.network." + std::to_string(number++);
        linearShapes(shapes, block + ".1", width, width);
        linearShapes(shapes, block + ".3", width, width);
        before = width;
    }
    return shapes;
}

StateDict scoreConstants()
{
    const c10::InferenceMode plain(false);
    return {{"kernel.embedding.freqs", (at::arange(1, frequencies + 1, at::kDouble) * M_PI).to(at::kFloat)}};
}

ScoreNetwork scoreNetwork(const ScoreConfig& config, const StateDict& parameters)
{
    StateDict all = parameters;
    all.merge(scoreConstants());
    Weights weights(std::move(all), parameters.begin()->second.options().requires_grad(std::nullopt));
    ScoreNetwork network(config, Scope(weights, "kernel."));
    weights.finish("the score network");
    return network;
}

}  // namespace core::network
