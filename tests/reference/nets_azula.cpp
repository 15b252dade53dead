#include "core/network/azula.h"
#include "core/network/preconditioning.h"
#include "core/schedule/schedule.h"
#include "tests/reference/compare.h"

#include <limits>
#include <regex>

namespace reference {
namespace {

using namespace core;
using at::Tensor;
using nlohmann::json;

constexpr double once = 2e-5;

/// all whole numbers in a text such as "(8, 12)", as Python prints them
std::vector<std::int64_t> numbers(const json& config, const std::string& key,
                                  std::vector<std::int64_t> otherwise)
{
    if (!config.contains(key)) {
        return otherwise;
    }
    const std::string text = config.at(key).is_string() ? config.at(key).get<std::string>()
                                                        : config.at(key).dump();
    static const std::regex number("-?\\d+");
    std::vector<std::int64_t> out;
    for (auto at = std::sregex_iterator(text.begin(), text.end(), number); at != std::sregex_iterator();
         ++at) {
        out.push_back(std::stoll(at->str()));
    }
    return out;
}

std::int64_t number(const json& config, const std::string& key, std::int64_t otherwise)
{
    return numbers(config, key, {otherwise}).at(0);
}

void unet(Report& report, File& file, const std::string& name, const json& config)
{
    network::Weights weights(file.weights(name + ".sd."));
    const network::AzulaUnetConfig made{
        .in = number(config, "in_channels", 1) + number(config, "cond_channels", 0),
        .out = number(config, "out_channels", 1),
        .modulation = number(config, "mod_features", 0),
        .hidden = numbers(config, "hid_channels", {64, 128, 256}),
        .blocks = numbers(config, "hid_blocks", {3, 3, 3}),
        .ffnFactor = number(config, "ffn_factor", 1),
        .kernel = number(config, "kernel_size", 3),
        .stride = number(config, "stride", 2)};
    const network::AzulaUnet net(made, weights);
    weights.finish("the network of the reference");
    report.compare(file, name + ".y", net(file.get(name + ".x"), file.get(name + ".mod")), once);
}

void transformer(Report& report, File& file, const std::string& name, const json& config)
{
    network::Weights weights(file.weights(name + ".sd."));
    network::AzulaTransformerConfig made{.in = number(config, "in_channels", 1),
                                         .out = number(config, "out_channels", 1),
                                         .modulation = number(config, "mod_features", 0),
                                         .hidden = number(config, "hid_channels", 1024),
                                         .blocks = number(config, "hid_blocks", 3),
                                         .heads = number(config, "attention_heads", 1),
                                         .ffnFactor = number(config, "ffn_factor", 4)};
    made.rope = weights.has("blocks.0.msa.theta_proj.weight");
    if (file.raw().at(name + ".x").shape.size() == 4) {
        made.patch = numbers(config, "patch_size", {1});
        made.patch.resize(2, made.patch.front());
    }
    const network::AzulaTransformer net(made, weights);
    weights.finish("the network of the reference");
    report.compare(file, name + ".y", net(file.get(name + ".x"), file.get(name + ".mod")), once);
}

struct Levels {
    Tensor alpha, sigma;
};

/// α and σ in float32, as the reference has them
Levels levels(const schedule::Schedule& schedule, const std::vector<double>& times)
{
    Tensor alpha = at::empty({static_cast<std::int64_t>(times.size())}, at::kFloat),
           sigma = at::empty_like(alpha);
    for (std::size_t i = 0; i < times.size(); ++i) {
        const auto node = schedule.at(times[i]);
        alpha[static_cast<std::int64_t>(i)] = node.alpha;
        sigma[static_cast<std::int64_t>(i)] = node.sigma;
    }
    return {alpha, sigma};
}

/// The toy backbone tanh(W [x, t] + b) behind both preconditionings, at one time 0.3 and at times a member, spread evenly
/// from 0.1 to 0.9; and their losses.
void preconditioning(Report& report, File& file)
{
    const Tensor w = file.get("pre.W"), b = file.get("pre.b"), x = file.get("pre.x"),
                 z = file.get("pre.loss_noise");
    const auto f = [&](const Tensor& at, const Tensor& t) {
        const Tensor level = t.dim() == 0 ? t.expand({at.size(0), 1}) : t.unsqueeze(1);
        return at::linear(at::cat({at, level}, 1), w, b).tanh();
    };
    std::vector<double> times;
    const std::int64_t count = x.size(0);
    for (std::int64_t i = 0; i < count; ++i) {
        times.push_back(0.1 + 0.8 * static_cast<double>(i) /
                                  static_cast<double>(std::max<std::int64_t>(count - 1, 1)));
    }
    static const std::map<std::string, Selection> names = {{"ve", {"loglinear"}},
                                                           {"vp", {"vp"}},
                                                           {"cosine", {"cosine"}},
                                                           {"rectified", {"rectified", {{"form", 1}}}},
                                                           {"decay", {"decay"}}};
    for (const auto& [name, selection] : names) {
        const auto known = schedule::entries();
        if (std::none_of(known.begin(), known.end(),
                         [&](const auto& entry) { return entry.about.id == selection.kind; })) {
            continue;
        }
        const auto schedule = schedule::make(selection);
        const Levels one = levels(*schedule, {0.3}), all = levels(*schedule, times);
        const Tensor a = all.alpha.unsqueeze(1), s = all.sigma.unsqueeze(1);
        for (const std::string kind : {"karras", "simple"}) {
            const auto denoised = kind == "karras" ? network::karrasDenoised : network::simpleDenoised;
            const std::string at = "pre." + name + "." + kind;
            report.compare(file, at + ".t03", denoised(f, x, one.alpha[0], one.sigma[0]), once);
            report.compare(file, at + ".tB", denoised(f, x, all.alpha, all.sigma), once);
            const Tensor error = denoised(f, a * x + s * z, all.alpha, all.sigma) - x;
            const double most = kind == "karras" ? std::numeric_limits<double>::infinity() : 1e4;
            report.compare(file, at + ".loss", (network::denoisingWeight(a, s, most) * error.square()).mean(),
                           once);
        }
    }
}

}  // namespace

void compareAzulaNetworks(Report& report)
{
    const auto file = report.open("azula/nets.safetensors");
    if (!file) {
        return;
    }
    const json info = file->info();
    for (const auto& [key, config] : info.items()) {
        const std::string name = key.substr(0, key.find('.'));
        if (file->has(name + ".sd.descent.0.0.weight")) {
            unet(report, *file, name, config);
        } else if (file->has(name + ".sd.in_proj.weight")) {
            transformer(report, *file, name, config);
        }
    }
    preconditioning(report, *file);
    report.close(*file);
}

}  // namespace reference
