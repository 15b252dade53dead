#include "tests/core/prior/appa_tree.h"

#include "core/data/netcdf_writer.h"
#include "tests/core/network/archive.h"
#include "tests/reference/hash_weights.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

namespace tests {

namespace {

namespace fs = std::filesystem;
using core::network::StateDict;
using nlohmann::json;

void write(const fs::path& path, const std::string& text)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

template <class Numbers>
json listOf(const Numbers& numbers)
{
    json out = json::array();
    for (const auto number : numbers) {
        out.push_back(number);
    }
    return out;
}

/// Writes an archive entry by entry, so that no file is held in memory.
class Zip {
public:
    explicit Zip(const fs::path& path) : file_(path, std::ios::binary) {}
    void add(const std::string& name, const char* data, std::size_t count)
    {
        const auto size = static_cast<std::uint32_t>(count), at = static_cast<std::uint32_t>(file_.tellp());
        const std::string sizes = bytesOf(std::uint16_t{0}) + std::string(8, '\0') + bytesOf(size) + bytesOf(size) +
                                  bytesOf(static_cast<std::uint16_t>(name.size())) + bytesOf(std::uint16_t{0});
        file_ << bytesOf(0x04034b50U) + std::string(4, '\0') + sizes + name;
        file_.write(data, static_cast<std::streamsize>(count));
        directory_ += bytesOf(0x02014b50U) + std::string(6, '\0') + sizes + std::string(10, '\0') + bytesOf(at) + name;
        ++entries_;
    }
    void finish()
    {
        const auto at = static_cast<std::uint32_t>(file_.tellp());
        file_ << directory_ << bytesOf(0x06054b50U) + std::string(4, '\0') + bytesOf(entries_) + bytesOf(entries_) +
                                   bytesOf(static_cast<std::uint32_t>(directory_.size())) + bytesOf(at) +
                                   bytesOf(std::uint16_t{0});
    }

private:
    std::ofstream file_;
    std::string directory_;
    std::uint16_t entries_ = 0;
};

void writeZarr(const fs::path& array, const std::vector<float>& values, const json& shape, const json& dimensions)
{
    write(array / ".zarray", json{{"zarr_format", 2}, {"shape", shape}, {"chunks", shape}, {"dtype", "<f4"},
                                  {"compressor", nullptr}, {"fill_value", "NaN"}, {"order", "C"}, {"filters", nullptr}}
                                 .dump());
    write(array / ".zattrs", json{{"_ARRAY_DIMENSIONS", dimensions}}.dump());
    std::string bytes(values.size() * sizeof(float), '\0');
    std::memcpy(bytes.data(), values.data(), bytes.size());
    write(array / (shape.size() == 1 ? "0" : "0.0"), bytes);
}

struct Row {
    const char* name;
    float mean, std;
};
constexpr Row surfaceRows[] = {{"2m_temperature", 288, 20},
                               {"10m_u_component_of_wind", 0, 5},
                               {"10m_v_component_of_wind", 0, 5},
                               {"mean_sea_level_pressure", 101000, 1300},
                               {"sea_surface_temperature", 290, 10},
                               {"total_precipitation", 1e-4F, 4e-4F}};
constexpr Row upperRows[] = {{"temperature", 260, 15},
                             {"u_component_of_wind", 5, 10},
                             {"v_component_of_wind", 0, 8},
                             {"geopotential", 5e4F, 3e3F},
                             {"specific_humidity", 2e-3F, 1e-3F}};

std::string autoencoderYaml(const core::network::AutoencoderConfig& c)
{
    return json{{"ae",
                 {{"name", "cae_made"}, {"shape", listOf(c.shape)}, {"resize", c.resize}, {"saturation", "softclip2"},
                  {"noise_level", c.noise}, {"lat_channels", c.latentChannels}, {"hid_channels", listOf(c.hidden)},
                  {"hid_blocks", listOf(c.blocks)}, {"pixel_shuffle", true}, {"ffn_factor", c.ffnFactor},
                  {"patch_size", {1, 1}}, {"in_channels", c.channels}, {"latent_shape", listOf(c.latentShape())}}}}
        .dump();
}

std::string denoiserYaml(const core::network::VitConfig& c)
{
    return json{{"backbone",
                 {{"name", "vit_made"}, {"arch", "vit"}, {"mod_features", c.modulation}, {"hid_channels", c.hidden},
                  {"hid_blocks", c.blocks}, {"ffn_factor", c.ffnFactor}, {"attention_heads", c.heads},
                  {"patch_size", listOf(c.patch)}, {"window_size", nullptr}, {"blanket_size", c.states}}},
                {"train",
                 {{"blanket_dt", 1}, {"noise_schedule", "rectified"}, {"sigma_min", 1e-3}, {"sigma_max", 1e3},
                  {"inject_ae_noise", true}}}}
        .dump();
}

}  // namespace

void writeState(const std::string& path, const StateDict& state)
{
    fs::create_directories(fs::path(path).parent_path());
    std::string pickle = "\x80\x02}(";
    Zip zip(path);
    std::size_t key = 0;
    for (const auto& [name, tensor] : state) {
        op::Tensor entry{.shape = tensor.sizes().vec(), .strides = tensor.strides().vec(), .key = std::to_string(key++)};
        std::string text = op::tensor(entry);
        const std::string one = op::whole(1) + "tQ", many = op::whole(tensor.numel()) + "tQ";
        text.replace(text.find(one), one.size(), many);
        pickle += op::text(name) + text;
    }
    pickle += "u.";
    zip.add("model/data.pkl", pickle.data(), pickle.size());
    zip.add("model/byteorder", "little", 6);
    key = 0;
    for (const auto& [name, tensor] : state) {
        const auto bytes = static_cast<std::size_t>(tensor.numel()) * sizeof(float);
        zip.add("model/data/" + std::to_string(key++), static_cast<const char*>(tensor.data_ptr()), bytes);
    }
    zip.finish();
}

StateDict hashAutoencoder(const core::network::AutoencoderConfig& config, double gain)
{
    StateDict out;
    const auto convolution = [&](const std::string& name, std::int64_t in, std::int64_t to) {
        out[name + ".weight"] = reference::hashWeight(name + ".weight", {to, in, config.kernel, config.kernel}, gain);
        out[name + ".bias"] = reference::hashWeight(name + ".bias", {to}, gain);
    };
    const auto blocks = [&](const std::string& at, std::int64_t first, std::int64_t count, std::int64_t channels) {
        for (std::int64_t i = first; i < first + count; ++i) {
            const std::string block = at + std::to_string(i);
            out[block + ".norm.eps"] = at::full({}, 1e-5, at::kFloat);
            convolution(block + ".ffn.0", channels, channels);
            convolution(block + ".ffn.3", channels, channels);
        }
    };
    const auto& hidden = config.hidden;
    const auto depths = static_cast<std::int64_t>(hidden.size());
    for (std::int64_t depth = 0; depth < depths; ++depth) {
        const auto i = static_cast<std::size_t>(depth);
        const std::string down = "encoder.descent." + std::to_string(depth) + ".";
        depth == 0 ? convolution(down + "0", config.channels, hidden[0]) : convolution(down + "0.1", 4 * hidden[i - 1], hidden[i]);
        blocks(down, 1, config.blocks[i], hidden[i]);
        const std::string up = "decoder.ascent." + std::to_string(depths - 1 - depth) + ".";
        const std::int64_t first = depth == depths - 1 ? 1 : 0, last = first + config.blocks[i];
        blocks(up, first, config.blocks[i], hidden[i]);
        depth == 0 ? convolution(up + std::to_string(last), hidden[0], config.channels)
                   : convolution(up + std::to_string(last) + ".0", hidden[i], 4 * hidden[i - 1]);
    }
    convolution("encoder.descent." + std::to_string(depths - 1) + "." + std::to_string(config.blocks.back() + 1), hidden.back(),
                config.latentChannels);
    convolution("decoder.ascent.0.0", config.latentChannels, hidden.back());
    return out;
}

AppaTree AppaTree::small()
{
    AppaTree out;
    out.levels = {500, 850};
    auto& ae = out.autoencoder;
    ae.channels = 16;
    ae.latentChannels = 4;
    ae.shape = {17, 32};
    ae.resize = 4;
    ae.hidden = {8, 12, 16};
    ae.blocks = {1, 1, 1};
    ae.noise = 0.01;
    auto& vit = out.denoiser;
    vit.channels = 4;
    vit.states = 4;
    vit.shape = {ae.latentShape()[0], ae.latentShape()[1]};
    vit.modulation = 16;
    vit.hidden = 32;
    vit.blocks = 2;
    vit.heads = 4;
    vit.ffnFactor = 2;
    vit.patch = {2, 1, 1};
    return out;
}

AppaTree AppaTree::whole()
{
    AppaTree out;
    out.levels = {50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000};
    auto& ae = out.autoencoder;
    ae.channels = 71;
    ae.latentChannels = 128;
    ae.shape = {721, 1440};
    ae.resize = 32;
    ae.hidden = {64, 128, 256, 512, 768, 1024};
    ae.blocks = {3, 3, 3, 3, 3, 3};
    ae.noise = 0.01;
    auto& vit = out.denoiser;
    vit.channels = 128;
    vit.states = 24;
    vit.shape = {23, 47};
    vit.patch = {2, 1, 1};
    return out;
}

void AppaTree::write(const std::string& folder) const
{
    const fs::path trained = fs::path(folder) / "autoencoders/made/0";
    tests::write(trained / "config.yaml", autoencoderYaml(autoencoder));
    tests::write(folder + std::string(autoencoderFolder) + "/config.yaml", autoencoderYaml(autoencoder));
    writeState(folder + std::string(autoencoderFolder) + "/model.pth", hashAutoencoder(autoencoder, 0.7));
    tests::write(folder + std::string(denoiserFolder) + "/config.yaml", denoiserYaml(denoiser));
    writeState(folder + std::string(denoiserFolder) + "/model_best.pth", reference::hashVit(denoiser, 0.7));
    const std::int64_t c = autoencoder.latentChannels;
    writeState(folder + std::string(latentFile), {{"mean", at::linspace(-0.5, 0.5, c)}, {"std", at::linspace(0.8, 1.2, c)}});
}

void AppaTree::writeStatistics(const std::string& folder) const
{
    const fs::path store = folder;
    tests::write(store / ".zgroup", R"({"zarr_format": 2})");
    writeZarr(store / "level", {levels.begin(), levels.end()}, {levels.size()}, {"level"});
    for (const Row& row : surfaceRows) {
        writeZarr(store / row.name, {row.mean, row.std}, {2}, {"statistic"});
    }
    for (const Row& row : upperRows) {
        std::vector<float> values;
        for (const float value : {row.mean, row.std}) {
            for (std::size_t i = 0; i < levels.size(); ++i) {
                values.push_back(value * (1 + 0.1F * static_cast<float>(i)));
            }
        }
        writeZarr(store / row.name, values, {2, levels.size()}, {"statistic", "level"});
    }
}

void AppaTree::writeStatisticsNetcdf(const std::string& path) const
{
    core::data::NetcdfWriter file(path);
    const int level = file.dimension(file.root(), "level", levels.size()), statistic = file.dimension(file.root(), "statistic", 2);
    file.doubles(file.root(), "level", {level}, {}, {levels.rbegin(), levels.rend()});
    for (const Row& row : surfaceRows) {
        file.doubles(file.root(), row.name, {statistic}, {}, {row.mean, row.std});
    }
    for (const Row& row : upperRows) {
        std::vector<double> values;
        for (std::size_t i = levels.size(); i-- > 0;) {
            const double factor = 1 + 0.1 * static_cast<double>(i);
            values.push_back(row.mean * factor);
            values.push_back(row.std * factor);
        }
        file.doubles(file.root(), row.name, {level, statistic}, {}, values);
    }
    file.finish();
}

}  // namespace tests
