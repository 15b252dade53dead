#include "core/network/appa_shape.h"

#include "core/api/error.h"
#include "core/data/yaml.h"
#include "core/network/appa_folder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

namespace core::network {
namespace {

namespace fs = std::filesystem;

constexpr int levelsUp = 8;

/// The part of a folder's config.yaml; nothing where it has none
std::optional<nlohmann::json> partOf(const fs::path& folder, const char* part)
{
    const fs::path path = folder / "config.yaml";
    if (!fs::is_regular_file(path)) {
        return std::nullopt;
    }
    const auto document = data::readYaml(path.string());
    return document.is_object() && document.contains(part) ? std::optional(document.at(part)) : std::nullopt;
}

}  // namespace

AppaShape appaShape(const std::string& folder)
{
    const fs::path denoiser = findAppaDenoiser(folder);
    fs::path at = fs::absolute(denoiser);
    for (int level = 0; level < levelsUp; ++level, at = at.parent_path()) {
        for (const fs::path& place : {at / "ae", at}) {
            if (const auto ae = partOf(place, "ae")) {
                AppaShape out{.autoencoder = autoencoderConfig(*ae), .vit = {}};
                out.vit = vitConfig(*partOf(denoiser, "backbone"), out.autoencoder.latentShape());
                return out;
            }
        }
    }
    throw Error(Cause::badFile,
                "No autoencoder's config.yaml lies beside or above “" + denoiser.string() + "”.",
                "Keep the folders as they were published: latents/<dump>/ae/config.yaml.");
}

bool hasShapeOnly(const std::string& folder)
{
    try {
        const fs::path denoiser = findAppaDenoiser(folder);
        constexpr std::array names{"model.pth",         "model_best.pth",         "model_last.pth",
                                   "model.safetensors", "model_best.safetensors", "model_last.safetensors"};
        return std::none_of(names.begin(), names.end(),
                            [&](const char* name) { return fs::exists(denoiser / name); });
    } catch (const Error&) {
        return false;  // no such folder at all
    }
}

}  // namespace core::network
