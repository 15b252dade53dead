#include "core/network/appa_folder.h"

#include "core/api/error.h"
#include "core/data/draft.h"
#include "core/data/pickle.h"
#include "core/data/safetensors.h"
#include "core/data/yaml.h"
#include "core/network/derivative.h"
#include "core/network/preconditioning.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace core::network {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char *statisticsFile = "stats.safetensors", *weightsFile = "model.safetensors", *configFile = "config.yaml";
constexpr int levelsUp = 8, levelsDown = 10, mostVisited = 20'000;

bool there(const fs::path& path)
{
    std::error_code failed;
    return fs::exists(path, failed);
}

/// a folder's config.yaml, or null where it has none or it is not readable
json configOf(const fs::path& folder)
{
    if (!there(folder / configFile)) {
        return {};
    }
    try {
        return data::readYaml((folder / configFile).string());
    } catch (const Error&) {
        return {};
    }
}

bool hasPart(const fs::path& folder, const std::string& part)
{
    const json config = configOf(folder);
    return config.is_object() && config.contains(part);
}

std::vector<fs::path> denoisersBelow(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code failed;
    const auto rules = fs::directory_options::follow_directory_symlink |
                       fs::directory_options::skip_permission_denied;
    fs::recursive_directory_iterator at(folder, rules, failed);
    for (int visited = 0; !failed && at != fs::recursive_directory_iterator() && visited < mostVisited;
         ++visited) {
        if (at.depth() >= levelsDown) {
            at.disable_recursion_pending();
        }
        if (at->path().filename() == "config.yaml" && hasPart(at->path().parent_path(), "backbone")) {
            found.push_back(at->path().parent_path());
        }
        at.increment(failed);
    }
    std::sort(found.begin(), found.end());
    return found;
}

fs::path denoiserFrom(const fs::path& folder)
{
    if (hasPart(folder, "backbone")) {
        return folder;
    }
    const auto found = denoisersBelow(folder);
    if (found.size() == 1) {
        return found.front();
    }
    if (found.empty()) {
        throw Error(Cause::badFile,
                    "“" + folder.string() +
                        "” holds no Appa denoiser: no config.yaml in it or below has a “backbone”.",
                    "Name the folder that holds the denoiser's config.yaml and model_best.pth.");
    }
    std::string list;
    for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 6); ++i) {
        list += (i > 0 ? ", " : "") + fs::relative(found[i], folder).string();
    }
    throw Error(
        Cause::badFile,
        "“" + folder.string() + "” holds " + std::to_string(found.size()) + " denoisers: " + list + ".",
        "Name the folder of one of them.");
}

/// the nearest folder from `folder` upwards that passes
template <class Passes>
std::optional<fs::path> upwards(fs::path folder, Passes passes)
{
    for (int level = 0; level < levelsUp; ++level, folder = folder.parent_path()) {
        if (passes(folder)) {
            return folder;
        }
    }
    return std::nullopt;
}

/// the latent's statistics in a folder; empty where there are none
std::string statisticsIn(const fs::path& folder)
{
    for (const char* name : {"stats.pth", statisticsFile}) {
        if (there(folder / name)) {
            return (folder / name).string();
        }
    }
    return {};
}

StateDict weightsIn(const fs::path& folder)
{
    for (const char* name : {"model.pth", "model_best.pth", "model_last.pth"}) {
        if (there(folder / name)) {
            return stateDict(data::Pickle((folder / name).string()));
        }
    }
    for (const char* name : {"model.safetensors", "model_best.safetensors", "model_last.safetensors"}) {
        if (there(folder / name)) {
            return stateDict(data::Safetensors((folder / name).string()));
        }
    }
    throw Error(Cause::badFile,
                "“" + folder.string() + "” has no model.pth, model_best.pth or model_last.pth.",
                "Check that the download is complete.");
}

json partIn(const std::string& folder, const std::string& part)
{
    const json config = data::readYaml(folder + "/config.yaml");
    if (!config.is_object() || !config.contains(part) || !config.at(part).is_object()) {
        throw Error(Cause::badFile, "“" + folder + "/config.yaml” has no “" + part + "”.",
                    "Name another folder.");
    }
    return config;
}

/// Every JSON document is a YAML document.
void saveNetwork(const json& config, const StateDict& weights, const std::string& folder)
{
    std::error_code failed;
    fs::create_directories(folder, failed);
    data::writeWhole((fs::path(folder) / configFile).string(), config.dump(2) + "\n");
    writeState((fs::path(folder) / weightsFile).string(), weights);
}

template <class T>
T settingOf(const json& part, const std::string& key, T otherwise)
{
    try {
        return part.is_object() ? part.value(key, otherwise) : otherwise;
    } catch (const json::exception&) {
        throw Error(
            Cause::badFile,
            "The network's configuration cannot be used: “" + key + "” is " + part.at(key).dump() + ".",
            "Check config.yaml.");
    }
}

}  // namespace

std::string findAppaDenoiser(const std::string& folder)
{
    return denoiserFrom(fs::absolute(fs::path(folder) / "").lexically_normal().parent_path()).string();
}

AppaPlaces findAppa(const std::string& folder)
{
    const fs::path denoiser = findAppaDenoiser(folder);
    const auto dump = upwards(denoiser, [](const fs::path& at) { return !statisticsIn(at).empty(); });
    if (!dump) {
        throw Error(Cause::badFile, "No stats.pth lies above “" + denoiser.string() + "”.",
                    "Keep the folders as they were published: latents/<dump>/stats.pth.");
    }
    const fs::path beside = *dump / "ae";
    const auto above = hasPart(beside, "ae")
                           ? std::optional(beside)
                           : upwards(*dump, [](const fs::path& at) { return hasPart(at, "ae"); });
    if (!above) {
        throw Error(Cause::badFile, "No autoencoder lies beside or above “" + dump->string() + "”.",
                    "Keep the folders as they were published: latents/<dump>/ae/config.yaml.");
    }
    return {denoiser.string(), above->string(), statisticsIn(*dump)};
}

bool holdsAppa(const std::string& folder)
{
    return hasPart(folder, "backbone") || !denoisersBelow(folder).empty();
}

AppaAutoencoder loadAutoencoder(const std::string& folder, const at::TensorOptions& options)
{
    const json ae = partIn(folder, "ae").at("ae");
    if (const std::string name = settingOf<std::string>(ae, "name", "cae");
        name.find("cae") == std::string::npos) {
        throw Error(Cause::badFile,
                    "The autoencoder “" + name + "” in “" + folder + "” is not convolutional.",
                    "Only convolutional autoencoders (cae) can be used.");
    }
    AppaAutoencoder out{autoencoderConfig(ae), nullptr};
    const auto latent = out.config.latentShape();
    if (ae.contains("latent_shape") && ae.at("latent_shape") != json(latent)) {
        throw Error(Cause::badFile,
                    "“" + folder + "/config.yaml” gives latent_shape " + ae.at("latent_shape").dump() +
                        ", but its other settings make " + json(latent).dump() + ".",
                    "Check config.yaml.");
    }
    Weights weights(weightsIn(folder), options);
    out.network = std::make_shared<Autoencoder>(out.config, Scope(weights));
    weights.finish("the autoencoder in “" + folder + "”");
    return out;
}

AppaDenoiser loadDenoiser(const std::string& folder, const std::array<std::int64_t, 3>& latent,
                          const at::TensorOptions& options)
{
    const json config = partIn(folder, "backbone");
    if (const std::string arch = settingOf<std::string>(config.at("backbone"), "arch", "vit"); arch != "vit") {
        throw Error(Cause::badFile, "The denoiser in “" + folder + "” is a network of another kind, “" + arch + "”.",
                    "Only transformers (vit) can be used.");
    }
    AppaDenoiser out{vitConfig(config.at("backbone"), latent), nullptr, "rectified"};
    const json train = config.value("train", json::object());
    out.schedule = settingOf<std::string>(train, "noise_schedule", out.schedule);
    out.schedule.erase(std::remove(out.schedule.begin(), out.schedule.end(), '_'), out.schedule.end());
    out.sigmaMin = settingOf(train, "sigma_min", out.sigmaMin);
    out.sigmaMax = settingOf(train, "sigma_max", out.sigmaMax);
    out.stepHours = settingOf(train, "blanket_dt", out.stepHours);
    out.autoencoderNoise = settingOf(train, "inject_ae_noise", true);
    Weights weights(weightsIn(folder), options);
    out.network = std::make_shared<Vit>(out.config, Scope(weights));
    weights.finish("the denoiser in “" + folder + "”");
    return out;
}

Tensor AppaDenoiser::denoised(const Tensor& x, const Tensor& sigma, const Tensor& dates) const
{
    return denoised(x, sigma, {network->levels(appaLevel(sigma)), network->calendar(dates)});
}

Tensor AppaDenoiser::denoised(const Tensor& x, const Tensor& sigma, const Vit::Conditions& under) const
{
    const NetworkScope here;
    return appaDenoised([&](const Tensor& input, const Tensor&) { return (*network)(input, under); }, x, sigma);
}

LatentStatistics loadStatistics(const std::string& path, std::int64_t channels)
{
    Weights weights(path.ends_with(".safetensors") ? stateDict(data::Safetensors(path)) : stateDict(data::Pickle(path)));
    LatentStatistics out{weights.take("mean", {channels}), weights.take("std", {channels})};
    weights.finish("the latent's statistics in “" + path + "”");
    return out;
}

void saveAutoencoder(const AutoencoderConfig& config, const StateDict& weights, const std::string& folder)
{
    saveNetwork({{"ae", description(config)}}, weights, folder);
}

void saveDenoiser(const AppaDenoiser& model, const StateDict& weights, const std::string& folder)
{
    const json train{{"noise_schedule", model.schedule},
                     {"sigma_min", model.sigmaMin},
                     {"sigma_max", model.sigmaMax},
                     {"blanket_dt", model.stepHours},
                     {"inject_ae_noise", model.autoencoderNoise}};
    saveNetwork({{"backbone", description(model.config)}, {"train", train}}, weights, folder);
}

void saveStatistics(const LatentStatistics& statistics, const std::string& folder)
{
    writeState((fs::path(folder) / statisticsFile).string(), {{"mean", statistics.mean}, {"std", statistics.std}});
}

}  // namespace core::network
