#include "core/network/derivative.h"
#include "core/network/score.h"
#include "tests/reference/compare.h"

#include <cstdio>
#include <filesystem>

namespace reference {
namespace {

using namespace core;
using at::Tensor;

constexpr double once = 2e-5, derivative = 5e-5;

/// every output, vjp and weight of one network of the file
void score(Report& report, File& file, const std::string& name, const network::ScoreNetwork& net)
{
    const Tensor x = file.get(name + ".x");
    for (const auto& [key, tensor] : file.raw().tensors()) {
        double t = 0;
        const bool value = key.starts_with(name + ".y_t"), product = key.starts_with(name + ".vjp_t");
        if (!value && !product) {
            continue;
        }
        std::sscanf(key.c_str() + name.size() + (value ? 4 : 6), "%lf", &t);
        const auto result = network::differentiate(
            [&](const Tensor& at) { return net(at, at::tensor(static_cast<float>(t))); }, x);
        if (value) {
            report.compare(file, key, result.value, once);
        } else {
            report.compare(file, key, result.vjp(file.get(name + ".vjp_v")), derivative);
        }
    }
}

void networks(Report& report, File& file)
{
    for (const auto& [key, tensor] : file.raw().tensors()) {
        const auto end = key.find(".x");
        if (end == std::string::npos || end + 2 != key.size()) {
            continue;
        }
        const std::string name = key.substr(0, end);
        network::StateDict weights = file.weights(name + ".sd.");
        const auto config = network::scoreConfig(weights, tensor.shape.at(2));
        const bool local = weights.contains("kernel.embedding.freqs");
        network::Weights taken(std::move(weights));
        const network::ScoreNetwork net(config, network::Scope(taken, local ? "kernel." : "score."));
        taken.finish("the network of the reference");
        score(report, file, name, net);
    }
}

/// the index maps: windows of 0, 1, 2 …; folded back with 100 times the window's number added, to tell windows apart
void windows(Report& report, File& file)
{
    for (const auto& [key, tensor] : file.raw().tensors()) {
        int order = 0;
        if (std::sscanf(key.c_str(), "unfold_o%d", &order) == 1) {
            const std::int64_t length = tensor.shape.at(1) + 2 * order,
                               channels = tensor.shape.at(2) / (2 * order + 1);
            const Tensor x = at::arange(length * channels, at::kFloat).view({1, length, channels});
            report.compare(file, key, network::unfolded(x, order), 0);
            const std::string back = "fold_o" + std::to_string(order);
            const Tensor numbers = at::arange(tensor.shape.at(1), at::kFloat).view({1, -1, 1}) * 100;
            report.compare(file, back, network::folded(network::unfolded(x, order) + numbers, order), 0);
        }
    }
}

void embedding(Report& report, File& file)
{
    if (!file.has("time_embedding.t")) {
        return;
    }
    network::Weights weights(file.weights("time_embedding.sd."));
    const std::int64_t features = file.raw().at("time_embedding.y").shape.back();
    const auto layers = network::takeTimeEmbedding(weights, features);
    weights.finish("the time embedding of the reference");
    report.compare(file, "time_embedding.y", network::embedded(layers, file.get("time_embedding.t")), once);
}

/// official run folders: "nano-local_0" holds the weights of the file's network "local"
void runs(Report& report, File& file)
{
    static const std::map<std::string, std::string> names = {
        {"local", "local"}, {"global", "glob"}, {"kolmogorov", "kolmo"}};
    for (const auto& path : report.list("sda/runs", "state.pth")) {
        const auto folder = std::filesystem::path(path).parent_path();
        for (const auto& [word, name] : names) {
            if (folder.filename().string().find(word) == std::string::npos || !file.has(name + ".x")) {
                continue;
            }
            const auto net = network::loadScoreNetwork(report.folder() + "/" + folder.string(),
                                                       file.raw().at(name + ".x").shape.at(2));
            for (const std::string t : {".y_t0.05", ".y_t0.9"}) {
                if (file.has(name + t)) {
                    const double time = std::stod(t.substr(4));
                    report.compare(folder.string() + t,
                                   (*net)(file.get(name + ".x"), at::tensor(static_cast<float>(time))),
                                   file.get(name + t), once);
                }
            }
        }
    }
}

}  // namespace

void compareScoreNetworks(Report& report)
{
    const auto file = report.open("sda/nets.safetensors");
    if (!file) {
        return;
    }
    networks(report, *file);
    windows(report, *file);
    embedding(report, *file);
    runs(report, *file);
    report.close(*file);
}

}  // namespace reference
