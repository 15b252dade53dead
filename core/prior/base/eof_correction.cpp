#include "core/prior/eof_correction.h"

#include "core/api/error.h"
#include "core/data/draft.h"
#include "core/data/safetensors.h"
#include "core/data/safetensors_write.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>

namespace core::prior {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t dateFeatures = 4, noiseFeatures = 13;

/// ln u/4 and its cosines and sines at six frequencies: [M] → [M, 13]
Tensor noiseEncoding(const Tensor& logNoise)
{
    const Tensor frequencies = at::tensor({0.25, 0.5, 1.0, 1.5, 2.0, 3.0}, logNoise.options());
    return at::cat({logNoise.unsqueeze(1) / 4, network::sineEncoding(logNoise, frequencies)}, 1);
}

/// States first … first + count − 1 of a [M, T, …], zero where there are none
Tensor framed(const Tensor& a, std::int64_t first, std::int64_t count)
{
    const std::int64_t begin = std::max<std::int64_t>(first, 0), end = std::min(first + count, a.size(1));
    Tensor inside = a.narrow(1, begin, end - begin);
    std::vector<Tensor> parts;
    const auto zeros = [&](std::int64_t n) {
        std::vector<std::int64_t> shape = a.sizes().vec();
        shape[1] = n;
        return at::zeros(shape, a.options());
    };
    if (begin > first) {
        parts.push_back(zeros(begin - first));
    }
    parts.push_back(inside);
    if (end < first + count) {
        parts.push_back(zeros(first + count - end));
    }
    return parts.size() == 1 ? inside : at::cat(parts, 1);
}

}  // namespace

network::SphereUnetConfig EofCorrection::unet(const EofModel& model, const CorrectionConfig& config)
{
    const auto channels = static_cast<std::int64_t>(model.channels.size());
    const std::int64_t seen = config.states + 2 * config.halo;
    return {.in = 2 * seen * channels,
            .out = config.states * channels,
            .condition = noiseFeatures + dateFeatures + 1 + seen,
            .rows = static_cast<std::int64_t>(model.lat.size()),
            .columns = static_cast<std::int64_t>(model.lon.size()),
            .widths = config.widths,
            .blocks = config.blocks};
}

EofCorrection::EofCorrection(const EofModel& model, const CorrectionConfig& config, const network::Scope& scope)
    : config_(config), unet_(unet(model, config), scope)
{
}

Tensor EofCorrection::dates(const std::vector<std::int64_t>& times)
{
    const Tensor march = March{.annual = true, .daily = true}.at(times);
    return at::cat({march.narrow(1, 1, 2), march.narrow(1, 5, 2)}, 1);
}

/// [M, condition] of the window whose first corrected state is `first`
Tensor EofCorrection::condition(const Tensor& logNoise, const Tensor& dates, std::int64_t first, std::int64_t times) const
{
    const std::int64_t members = logNoise.size(0), seen = config_.states + 2 * config_.halo;
    Tensor date = at::zeros({members, dateFeatures + 1}, logNoise.options());
    if (dates.defined()) {
        date = at::cat({dates.select(1, std::min(first, times - 1)), at::ones({members, 1}, logNoise.options())}, 1);
    }
    const Tensor frame = at::arange(first - config_.halo, first - config_.halo + seen, at::kLong);
    const Tensor inside = (frame.ge(0) & frame.lt(times)).to(logNoise.options()).unsqueeze(0).expand({members, seen});
    return at::cat({noiseEncoding(logNoise), date, inside}, 1);
}

Tensor EofCorrection::operator()(const EofModes& modes, const Seen& seen) const
{
    const std::int64_t members = seen.kept.size(0), times = seen.kept.size(1), count = config_.states + 2 * config_.halo;
    const Tensor both = modes.fields(at::cat({seen.removed, seen.kept}).flatten(0, 1));  // [2·M·T, C, lat, lon]
    const Tensor fields = both.view({2, members, times, both.size(1), both.size(2), both.size(3)});
    std::vector<Tensor> inputs, conditions;
    for (std::int64_t first = 0; first < times; first += config_.states) {
        const Tensor frames = at::cat({framed(fields[0], first - config_.halo, count), framed(fields[1], first - config_.halo, count)}, 1);
        inputs.push_back(frames.flatten(1, 2));
        conditions.push_back(condition(seen.logNoise, seen.dates, first, times));
    }
    const Tensor made = unet_(at::cat(inputs), at::cat(conditions));
    const auto windows = static_cast<std::int64_t>(inputs.size());
    const Tensor series = made.contiguous()
                              .view({windows, members, config_.states, both.size(1), both.size(2), both.size(3)})
                              .transpose(0, 1)
                              .flatten(1, 2)
                              .narrow(1, 0, times);
    return modes.analysis(series.flatten(0, 1)).view({members, times, -1});
}

Tensor EofCorrection::window(const EofModes& modes, const Seen& seen, std::int64_t first) const
{
    const std::int64_t members = seen.kept.size(0), times = seen.kept.size(1), frames = config_.states + 2 * config_.halo;
    const Tensor both = at::stack({framed(seen.removed, first - config_.halo, frames), framed(seen.kept, first - config_.halo, frames)}, 1);
    const Tensor fields = modes.fields(both.flatten(0, 2));
    const Tensor made = unet_(fields.view({members, -1, fields.size(2), fields.size(3)}), condition(seen.logNoise, seen.dates, first, times));
    const std::int64_t count = std::min(config_.states, times - first);
    const Tensor states = made.contiguous().view({members, config_.states, -1, fields.size(2), fields.size(3)}).narrow(1, 0, count);
    return modes.analysis(states.flatten(0, 1)).view({members, count, -1});
}

double EofCorrection::flops(std::int64_t states) const
{
    return unet_.flops() * std::ceil(static_cast<double>(states) / static_cast<double>(config_.states));
}

WienerLevels wienerLevels(const Tensor& eigenvalues, const Tensor& u)
{
    const Tensor square = u.square();
    const Tensor removed = (eigenvalues + square.unsqueeze(1)).reciprocal_().mul_(square.unsqueeze(1));  // u²/(λ + u²)
    return {.error = at::mv(removed, eigenvalues).div_(static_cast<double>(eigenvalues.size(0))).sqrt_(),
            .removed = removed.mean(1).mul_(square).sqrt_()};
}

void saveCorrection(const network::StateDict& weights, const CorrectionConfig& config, const std::string& folder)
{
    std::vector<Tensor> held;
    std::map<std::string, data::ArrayView> views;
    for (const auto& [name, tensor] : weights) {
        held.push_back(tensor.detach().to(at::kCPU, at::kHalf).contiguous());
        views[name] = {"F16", held.back().sizes().vec(), held.back().const_data_ptr()};
    }
    data::writeSafetensors(folder + "/correction.safetensors", views);
    const Json document = {{"states", config.states}, {"halo", config.halo}, {"widths", config.widths}, {"blocks", config.blocks},
                           {"least", config.least}, {"most", config.most}};
    data::writeWhole(folder + "/correction.json", document.dump(1) + "\n");
}

std::shared_ptr<const EofCorrection> loadCorrection(const EofModel& model, const std::string& folder, const at::TensorOptions& options)
{
    const std::string path = folder + "/correction.json";
    if (!std::filesystem::exists(path)) {
        return nullptr;
    }
    std::ifstream file(path);
    CorrectionConfig config;
    try {
        const Json document = Json::parse(file);
        document.at("states").get_to(config.states);
        document.at("halo").get_to(config.halo);
        document.at("widths").get_to(config.widths);
        document.at("blocks").get_to(config.blocks);
        document.at("least").get_to(config.least);
        document.at("most").get_to(config.most);
    } catch (const Json::exception& error) {
        throw Error(Cause::badFile, path + " describes no network (" + error.what() + ").", "Train it again with embellie-cli train.");
    }
    const bool sound = config.states > 0 && config.halo >= 0 && config.states + 2 * config.halo <= 64 && !config.widths.empty() &&
                       config.widths.size() <= 6 && config.widths.size() == config.blocks.size() &&
                       std::ranges::all_of(config.widths, [](std::int64_t w) { return w > 0 && w <= 4096 && w % 8 == 0; }) &&
                       std::ranges::all_of(config.blocks, [](std::int64_t b) { return b > 0 && b <= 16; });
    if (!sound) {
        throw Error(Cause::badFile, path + " describes a network that cannot be.", "Train it again with embellie-cli train.");
    }
    const c10::InferenceMode plain(false);
    const data::Safetensors arrays(folder + "/correction.safetensors");
    network::Weights weights(network::stateDict(arrays), options);
    auto correction = std::make_shared<const EofCorrection>(model, config, network::Scope(weights));
    weights.finish("the network in “" + folder + "”");
    return correction;
}

}  // namespace core::prior
