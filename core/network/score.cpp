#include "core/network/score.h"

#include "core/api/error.h"
#include "core/data/pickle.h"
#include "core/network/derivative.h"
#include "core/network/score_kernels.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace core::network {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const std::string& reason)
{
    throw Error(Cause::badFile, "The weights are those of no score network: " + reason + ".");
}

/// Where the kernel lies in a state dictionary: "kernel." of a local network, "score." of a wrapped global one, or "".
std::string partOf(const StateDict& weights)
{
    for (const std::string part : {"kernel.", "score.", ""}) {
        if (weights.contains(part + "embedding.freqs")) {
            return part;
        }
    }
    refuse("“embedding.freqs” is missing");
}

const Tensor& named(const StateDict& weights, const std::string& name)
{
    const auto found = weights.find(name);
    if (found == weights.end() || found->second.dim() == 0) {
        refuse("“" + name + "” is missing");
    }
    return found->second;
}

std::string numbered(const std::string& before, std::size_t i, const std::string& after)
{
    return before + std::to_string(i) + after;
}

/// widths of the residual perceptron: each block's own size, but the last, which is the output
void readPerceptron(const StateDict& weights, const std::string& network, ScoreConfig& config)
{
    for (std::size_t i = 0;; ++i) {
        const auto block = weights.find(numbered(network, i, ".1.weight"));
        if (block != weights.end()) {
            config.hidden.push_back(block->second.size(0));
        } else if (!weights.contains(numbered(network, i, ".weight"))) {
            break;
        }
    }
    if (config.hidden.size() < 2) {
        refuse("it has no residual layers");
    }
    config.hidden.pop_back();
}

void readUnet(const StateDict& weights, const std::string& network, ScoreConfig& config)
{
    const Tensor& first = named(weights, network + "heads.0.weight");
    config.spatial = first.dim() - 2;
    config.kernel = first.size(-1);
    for (std::size_t i = 0; weights.contains(numbered(network + "descent.", i, ".0.project.0.weight")); ++i) {
        const std::string depth = numbered(network + "descent.", i, ".");
        std::size_t blocks = 0;
        while (weights.contains(numbered(depth, blocks, ".project.0.weight"))) {
            ++blocks;
        }
        config.hidden.push_back(named(weights, depth + "0.project.0.weight").size(0));
        config.blocks.push_back(static_cast<std::int64_t>(blocks));
    }
    if (config.hidden.empty() || config.spatial < 1) {
        refuse("it has no blocks");
    }
}

/// what a run's config.json says must be what its weights are
void agree(const json& document, const ScoreConfig& config, const std::string& path)
{
    const auto differs = [&](const char* key, const json& value) {
        if (document.contains(key) && document.at(key) != value) {
            throw Error(Cause::badFile, "“" + path + "” says " + key + " = " + document.at(key).dump() +
                                            ", but the weights beside it have " + value.dump() + ".");
        }
    };
    differs("embedding", config.embedding);
    differs("window", 2 * config.order + 1);
    if (config.blocks.empty()) {
        differs("width", config.hidden.front());
        differs("depth", config.hidden.size());
    } else {
        differs("hidden_channels", config.hidden);
        differs("hidden_blocks", config.blocks);
        differs("kernel_size", config.kernel);
    }
}

}  // namespace

Tensor unfolded(const Tensor& x, std::int64_t order)
{
    return x.unfold(1, 2 * order + 1, 1).movedim(-1, 2).flatten(2, 3);
}

Tensor folded(const Tensor& x, std::int64_t order)
{
    const Tensor windows = x.unflatten(2, {2 * order + 1, -1});
    return at::cat({windows.select(1, 0).slice(1, 0, order), windows.select(2, order),
                    windows.select(1, -1).slice(1, order + 1)},
                   1);
}

TimeEmbedding takeTimeEmbedding(const Scope& scope, std::int64_t features)
{
    return {scope.takeExact("freqs", {16}),
            {takeLinear(scope / 0, 32, 256), takeLinear(scope / 2, 256, features)}};
}

Tensor embedded(const TimeEmbedding& embedding, const Tensor& t)
{
    const Tensor angle = embedding.frequencies * t.to(embedding.frequencies.options()).unsqueeze(-1);
    return perceptron(embedding.layers,
                      at::cat({angle.cos(), angle.sin()}, -1).to(embedding.layers.first.weight.options()));
}

ScoreNetwork::ScoreNetwork(const ScoreConfig& config, const Scope& scope) : config_(config)
{
    if (config.blocks.empty()) {
        kernel_ = ScorePerceptron(config, scope);
    } else {
        kernel_ = ScoreUnet(config, scope);
    }
}

Tensor ScoreNetwork::operator()(const Tensor& x, const Tensor& t) const
{
    const NetworkScope here;
    if (config_.order == 0) {
        return config_.blocks.empty() ? kernel_(x, t) : kernel_(x.transpose(1, 2), t).transpose(1, 2);
    }
    const Tensor windows = unfolded(x, config_.order);
    const Tensor level = t.dim() == 0 || config_.blocks.empty() ? t : t.repeat_interleave(windows.size(1));
    return folded(kernel_(windows, level), config_.order);
}

ScoreConfig scoreConfig(const StateDict& weights, std::int64_t channels)
{
    const std::string part = partOf(weights), network = part + "network.";
    ScoreConfig config;
    config.channels = channels;
    config.embedding = named(weights, part + "embedding.2.weight").size(0);
    std::int64_t features = channels;
    if (weights.contains(network + "heads.0.weight")) {
        readUnet(weights, network, config);
        features = named(weights, numbered(network + "tails.", config.hidden.size() - 1, ".weight")).size(0);
    } else {
        readPerceptron(weights, network, config);
        features = named(weights, network + "0.weight").size(1) - config.embedding;
    }
    if (const auto forcing = weights.find(part + "forcing");
        forcing != weights.end() && forcing->second.dim() == 3) {
        config.forcing = {forcing->second.size(1), forcing->second.size(2)};
    }
    if (channels < 1 || features % channels != 0 || features / channels % 2 == 0) {
        refuse("its " + std::to_string(features) + " outputs are no odd number of states of " +
               std::to_string(channels) + " channels");
    }
    config.order = features / channels / 2;
    return config;
}

std::shared_ptr<const ScoreNetwork> loadScoreNetwork(const std::string& folder, std::int64_t channels,
                                                     const at::TensorOptions& options)
{
    const std::string path = folder + "/config.json";
    std::ifstream file(path);
    const json document = json::parse(file, nullptr, false);
    if (!document.is_object()) {
        throw Error(Cause::badFile, "“" + path + "” cannot be read as JSON.",
                    "Name the folder of one SDA run.");
    }
    const data::Pickle pickle(folder + "/state.pth");
    StateDict weights = stateDict(pickle);
    const std::string part = partOf(weights);
    ScoreConfig config = scoreConfig(weights, channels);
    if (document.contains("activation") && document.at("activation").is_string()) {
        config.activation = document.at("activation").get<std::string>();
    }
    agree(document, config, path);
    Weights taken(std::move(weights), options);
    auto network = std::make_shared<ScoreNetwork>(config, Scope(taken, part));
    taken.finish("the score network in “" + folder + "”");
    return network;
}

}  // namespace core::network
