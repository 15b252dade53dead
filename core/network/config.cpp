#include "core/network/config.h"

#include "core/api/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace core::network {
namespace {

using nlohmann::json;

/// beyond any network of this kind; keeps a wild configuration from building millions of layers
constexpr std::int64_t mostBlocks = 1024, mostLength = 1 << 24;

[[noreturn]] void refuse(const std::string& key, const std::string& reason)
{
    throw Error(Cause::badFile, "The network's configuration cannot be used: “" + key + "” " + reason + ".",
                "Check config.yaml.");
}

std::int64_t number(const json& value, const std::string& key, std::int64_t most = mostLength)
{
    if (!value.is_number_integer() || value.get<std::int64_t>() < 1 || value.get<std::int64_t>() > most) {
        refuse(key, "must be a whole number from 1 to " + std::to_string(most));
    }
    return value.get<std::int64_t>();
}

std::int64_t numberOf(const json& config, const std::string& key, std::optional<std::int64_t> otherwise = {})
{
    if (!config.contains(key) && otherwise) {
        return *otherwise;
    }
    return config.contains(key) ? number(config.at(key), key) : (refuse(key, "is missing"), 0);
}

bool truthOf(const json& config, const std::string& key, bool otherwise)
{
    if (!config.contains(key) || config.at(key).is_null()) {
        return otherwise;
    }
    if (!config.at(key).is_boolean()) {
        refuse(key, "must be true or false");
    }
    return config.at(key).get<bool>();
}

double realOf(const json& config, const std::string& key, double otherwise)
{
    if (config.contains(key) && !config.at(key).is_number()) {
        refuse(key, "must be a number");
    }
    return config.contains(key) ? config.at(key).get<double>() : otherwise;
}

/// one number for all axes, or one an axis
template <std::size_t N>
std::array<std::int64_t, N> axesOf(const json& value, const std::string& key)
{
    std::array<std::int64_t, N> out{};
    if (!value.is_array()) {
        out.fill(number(value, key));
        return out;
    }
    if (value.size() != N) {
        refuse(key, "must have " + std::to_string(N) + " numbers");
    }
    for (std::size_t i = 0; i < N; ++i) {
        out[i] = number(value[i], key);
    }
    return out;
}

std::vector<std::int64_t> listOf(const json& config, const std::string& key)
{
    std::vector<std::int64_t> out;
    if (!config.contains(key) || !config.at(key).is_array() || config.at(key).empty()) {
        refuse(key, "must be a list of whole numbers");
    }
    for (const auto& value : config.at(key)) {
        out.push_back(number(value, key, key == "hid_blocks" ? mostBlocks : mostLength));
    }
    return out;
}

const std::map<std::string, Saturation>& saturations()
{
    static const std::map<std::string, Saturation> names = {
        {"softclip", Saturation::softclip}, {"softclip2", Saturation::softclip2},
        {"tanh", Saturation::tanh},         {"asinh", Saturation::asinh},
        {"arcsinh", Saturation::asinh},     {"rmsnorm", Saturation::rmsnorm},
        {"none", Saturation::none}};
    return names;
}

Saturation saturationOf(const json& config)
{
    const auto& names = saturations();
    if (!config.contains("saturation") || config.at("saturation").is_null()) {
        return Saturation::none;
    }
    const auto found = config.at("saturation").is_string()
                           ? names.find(config.at("saturation").get<std::string>())
                           : names.end();
    if (found == names.end()) {
        refuse("saturation", "is none of softclip, softclip2, tanh, asinh, rmsnorm and null");
    }
    return found->second;
}

}  // namespace

std::array<std::int64_t, 3> AutoencoderConfig::latentShape() const
{
    const auto cells = [&](std::int64_t length) { return (length + resize - 1) / resize; };
    return {cells(shape[0]), cells(shape[1]) + 2, latentChannels};
}

VitConfig vitConfig(const json& backbone, const std::optional<std::array<std::int64_t, 3>>& latent)
{
    VitConfig out;
    out.channels = latent ? (*latent)[2] : numberOf(backbone, "in_channels");
    if (latent) {
        out.shape = {(*latent)[0], (*latent)[1]};
    } else {
        out.shape = backbone.contains("shape") ? axesOf<2>(backbone.at("shape"), "shape")
                                               : (refuse("shape", "is missing"), out.shape);
    }
    out.states = numberOf(backbone, "blanket_size");
    out.modulation = numberOf(backbone, "mod_features", out.modulation);
    out.hidden = numberOf(backbone, "hid_channels");
    out.blocks = number(backbone.value("hid_blocks", json()), "hid_blocks", mostBlocks);
    out.heads = numberOf(backbone, "attention_heads", 1);
    out.ffnFactor = numberOf(backbone, "ffn_factor", out.ffnFactor);
    out.patch = axesOf<3>(backbone.value("patch_size", json(1)), "patch_size");
    if (backbone.contains("window_size") && !backbone.at("window_size").is_null()) {
        out.window = axesOf<3>(backbone.at("window_size"), "window_size");
    }
    out.queryKeyNorm = truthOf(backbone, "qk_norm", true);
    out.rope = truthOf(backbone, "rope", true);
    const std::array<std::int64_t, 3> lengths{out.states, out.shape[0], out.shape[1]};
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        if (lengths[i] % out.patch[i] != 0) {
            refuse("patch_size", "does not divide the window's " + std::to_string(lengths[i]) + " elements");
        }
    }
    if (out.hidden % (2 * out.heads) != 0) {
        refuse("attention_heads", "does not divide hid_channels into even parts");
    }
    return out;
}

AutoencoderConfig autoencoderConfig(const json& ae)
{
    AutoencoderConfig out;
    out.channels = numberOf(ae, "in_channels");
    out.latentChannels = numberOf(ae, "lat_channels");
    out.shape = axesOf<2>(ae.value("shape", json()), "shape");
    out.resize = numberOf(ae, "resize");
    out.hidden = listOf(ae, "hid_channels");
    out.blocks = listOf(ae, "hid_blocks");
    out.ffnFactor = numberOf(ae, "ffn_factor", 1);
    out.kernel = numberOf(ae, "kernel_size", 3);
    out.stride = numberOf(ae, "stride", 2);
    out.patch = axesOf<2>(ae.value("patch_size", json(1)), "patch_size");
    out.pixelShuffle = truthOf(ae, "pixel_shuffle", true);
    out.periodic = truthOf(ae, "periodic", false);
    out.saturation = saturationOf(ae);
    out.bound = realOf(ae, "saturation_bound", 5);
    out.noise = realOf(ae, "noise_level", 0);
    if (out.hidden.size() != out.blocks.size()) {
        refuse("hid_blocks", "and “hid_channels” differ in length");
    }
    std::int64_t factor = 1;
    for (std::size_t i = 1; i < out.hidden.size() && factor <= mostLength; ++i) {
        factor *= out.stride;
    }
    if (factor * out.patch[0] != out.resize || factor * out.patch[1] != out.resize) {
        refuse("resize", "is not what patch_size and the depths make together");
    }
    if (out.kernel % 2 == 0) {
        refuse("kernel_size", "must be odd");
    }
    return out;
}

json description(const VitConfig& config)
{
    json out{{"arch", "vit"},
             {"mod_features", config.modulation},
             {"hid_channels", config.hidden},
             {"hid_blocks", config.blocks},
             {"attention_heads", config.heads},
             {"ffn_factor", config.ffnFactor},
             {"patch_size", config.patch},
             {"window_size", nullptr},
             {"blanket_size", config.states},
             {"qk_norm", config.queryKeyNorm},
             {"rope", config.rope},
             {"in_channels", config.channels},
             {"shape", config.shape}};
    if (config.window) {
        out["window_size"] = *config.window;
    }
    return out;
}

json description(const AutoencoderConfig& config)
{
    const auto& names = saturations();
    const auto saturation = std::find_if(names.begin(), names.end(),
                                         [&](const auto& entry) { return entry.second == config.saturation; });
    return {{"name", "cae"},
            {"in_channels", config.channels},
            {"lat_channels", config.latentChannels},
            {"shape", config.shape},
            {"resize", config.resize},
            {"hid_channels", config.hidden},
            {"hid_blocks", config.blocks},
            {"ffn_factor", config.ffnFactor},
            {"kernel_size", config.kernel},
            {"stride", config.stride},
            {"patch_size", config.patch},
            {"pixel_shuffle", config.pixelShuffle},
            {"periodic", config.periodic},
            {"saturation", saturation->first},
            {"saturation_bound", config.bound},
            {"noise_level", config.noise},
            {"latent_shape", config.latentShape()}};
}

}  // namespace core::network
