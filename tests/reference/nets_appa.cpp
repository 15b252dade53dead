#include "core/data/pickle.h"
#include "core/network/appa_folder.h"
#include "core/network/dates.h"
#include "core/network/derivative.h"
#include "core/network/preconditioning.h"
#include "tests/reference/compare.h"
#include "tests/reference/hash_weights.h"

#include <cstdio>
#include <filesystem>
#include <regex>

namespace reference {
namespace {

using namespace core;
using at::Tensor;
using nlohmann::json;

// float32 against float32: the reference's own distance from float64 is 1e-6 to 2e-6
constexpr double once = 2e-5, derivative = 5e-5, encoding = 1e-5;

std::int64_t dateNumber(const std::smatch& match, std::size_t i)
{
    return std::stoll(match[i]);
}

/// dates whose making is written in the key's name
void timestamps(Report& report, File& file, const std::string& key)
{
    static const std::regex steps("trajectory_(\\d+)-(\\d+)-(\\d+)_h(\\d+)_n(\\d+)_dt(\\d+)");
    static const std::regex blanket("blanket_day_(\\d+)_n(\\d+)_hour(\\d+)_year(\\d+)_dt(\\d+)");
    static const std::regex between("interval_(\\d+)-(\\d+)-(\\d+)_h(\\d+)_to_(\\d+)-(\\d+)-(\\d+)_h(\\d+)");
    std::smatch m;
    const auto n = [&](std::size_t i) { return dateNumber(m, i); };
    const auto label = file.name() + ":" + key;
    if (std::regex_match(key, m, steps)) {
        report.compare(label, network::datesFrom({n(1), n(2), n(3), n(4)}, n(5), n(6)), file.exact(key), 0);
    } else if (std::regex_match(key, m, blanket)) {
        report.compare(label, network::datesFrom(network::dateOfYear(n(4), n(1), n(3)), n(2), n(5)),
                       file.exact(key), 0);
    } else if (std::regex_match(key, m, between)) {
        report.compare(label, network::datesBetween({n(1), n(2), n(3), n(4)}, {n(5), n(6), n(7), n(8)}),
                       file.exact(key), 0);
    }
}

void dates(Report& report)
{
    const auto file = report.open("appa/dates.safetensors");
    if (!file) {
        return;
    }
    const Tensor date = file->exact("date");
    report.compare(*file, "year_progress", network::yearProgress(date), 1e-6);
    report.compare(*file, "local_time", network::localTime(date, file->get("lon")), 1e-6);
    const Tensor x = file->get("sine_x");
    for (const auto& [key, tensor] : file->raw().tensors()) {
        int features = 0;
        if (std::sscanf(key.c_str(), "sine_%d", &features) == 1) {
            const Tensor frequencies = network::sineFrequencies(features / 2);
            const bool table = key.ends_with("_freqs");
            report.compare(*file, key, table ? frequencies : network::sineEncoding(x, frequencies),
                           table ? 1e-6 : encoding);
        } else {
            timestamps(report, *file, key);
        }
    }
    report.close(*file);
}

std::shared_ptr<const network::Vit> vitOf(network::StateDict weights, const json& config, at::ScalarType type)
{
    network::Weights taken(std::move(weights), type);
    auto vit = std::make_shared<network::Vit>(network::vitConfig(config), taken);
    taken.finish("the network of the reference");
    return vit;
}

/// noise levels as the files name them: "scalar" and "batch" inputs of the backbone
void backbone(Report& report, File& file, const json& config)
{
    const auto weights = file.weights("sd.");
    const auto vit = vitOf(weights, config, at::kFloat), exact = vitOf(weights, config, at::kDouble);
    const Tensor x = file.get("x"), date = file.exact("date");
    for (const std::string kind : {"scalar", "batch"}) {
        const Tensor t = file.get("t_" + kind);
        const auto result = network::differentiate([&](const Tensor& at) { return (*vit)(at, t, date); }, x);
        report.compare(file, "y_" + kind, result.value, once);
        report.compare(file, "vjp_" + kind, result.vjp(file.get("vjp_v")), derivative);
        // the reference's dates and tables stay float32 in its float64 run
        report.compare(file, "y64_" + kind, (*exact)(x.to(at::kDouble), t.to(at::kDouble), date), once);
        report.compare(file.name() + ":y64_" + kind + " in float32", result.value, file.get("y64_" + kind),
                       once);
    }
    for (const std::string sigma : {"sigma1", "sigmaB1"}) {
        const auto f = [&](const Tensor& at, const Tensor& noise) { return (*vit)(at, noise, date); };
        report.compare(file, "denoise_" + sigma, network::appaDenoised(f, x, file.get(sigma)), once);
    }
    const auto& c = vit->config();
    const Tensor features = network::dateFeatures(date).view({date.size(0), 4 * c.states, 1, 1, 1});
    report.compare(file, "cond_date", features.expand({-1, -1, c.states, c.shape[0], c.shape[1]}), 1e-6);
    // the file lists the places of a small grid; its last row says which
    const Tensor places = file.get("pos_coo");
    const Tensor last = places[-1].to(at::kLong) + 1;
    report.compare(file.name() + ":pos_coo",
                   network::coordinates({last[0].item<std::int64_t>(), last[1].item<std::int64_t>(),
                                         last[2].item<std::int64_t>()}),
                   places, 0);
    if (file.has("mask")) {
        report.compare(file.name() + ":mask", vit->mask().to(at::kLong), file.exact("mask").to(at::kLong), 0);
    }
}

void hashed(Report& report, File& file, const json& config)
{
    const std::string name = std::filesystem::path(file.name()).stem().string();
    const std::string size = name.substr(0, name.find('_'));
    const double gain = config.value("gain", 1.0);
    const auto shape = network::vitConfig(config);
    const auto weights = hashVit(shape, gain);
    std::int64_t count = 0;
    for (const auto& [key, tensor] : weights) {
        count += key.ends_with("freqs") ? 0 : tensor.numel();
    }
    report.compare(file.name() + ": parameters", at::tensor(count), at::tensor(config.value("params", count)),
                   0);
    for (const auto& [key, tensor] : file.raw().tensors()) {
        if (key.starts_with("w_head.")) {
            report.compare(file, key, weights.at(key.substr(7)).flatten().slice(0, 0, tensor.shape.at(0)),
                           1e-7);
        }
    }
    const auto y = file.raw().at("y").shape;
    const Tensor x = hashNormal("x." + size, y), v = hashNormal("v." + size, y);
    report.compare(file, "x_head", x.flatten().slice(0, 0, file.raw().at("x_head").shape.at(0)), 1e-6);
    report.compare(file, "v_head", v.flatten().slice(0, 0, file.raw().at("v_head").shape.at(0)), 1e-6);
    const auto vit = vitOf(weights, config, at::kFloat);
    const Tensor sigma = file.get("sigma"), date = file.exact("date");
    const auto result = network::differentiate(
        [&](const Tensor& at) {
            return network::appaDenoised(
                [&](const Tensor& input, const Tensor& noise) { return (*vit)(input, noise, date); }, at,
                sigma);
        },
        x);
    report.compare(file, "y", result.value, once);
    report.compare(file, "vjp", result.vjp(v), derivative);
}

void transformers(Report& report)
{
    for (const auto& name : report.list("appa/vidit", ".safetensors")) {
        const auto file = report.open(name);
        const json config = file->info().at("config");
        if (file->has("sd.in_proj.weight")) {
            backbone(report, *file, config);
        } else {
            hashed(report, *file, config);
        }
        report.close(*file);
    }
}

void autoencoder(Report& report, File& file)
{
    network::Weights weights(file.weights("sd."));
    const network::Autoencoder net(network::autoencoderConfig(file.info().at("config")), weights);
    weights.finish("the network of the reference");
    const Tensor x = file.get("x"), z = file.get("z");
    const auto& config = net.config();
    const auto latent = config.latentShape();
    const std::vector<std::int64_t> shape = file.info().at("latent_shape").at("hwc");
    report.compare(file.name() + ": latent shape", at::tensor(at::ArrayRef<std::int64_t>(latent)),
                   at::tensor(at::ArrayRef<std::int64_t>(shape)), 0);
    const Tensor grid = x.view({x.size(0), config.shape[0], config.shape[1], -1}).permute({0, 3, 1, 2});
    report.compare(file, "padded", network::padSphere(grid, config.resize), 0);
    report.compare(file, "z", net.encode(x), once);
    const auto decoded = network::differentiate([&](const Tensor& at) { return net.decode(at); }, z);
    report.compare(file, "y", decoded.value, once);
    report.compare(file, "dec_vjp", decoded.vjp(file.get("dec_vjp_v")), derivative);
}

/// where each padded place comes from: 1 + flat index of the state, 0 for nothing
void paddingMap(Report& report, File& file)
{
    std::array<std::int64_t, 2> shape{};
    std::int64_t resize = 1;
    if (std::sscanf(file.name().c_str(), "appa/cae/pad_%ldx%ld", shape.data(), shape.data() + 1) != 2) {
        report.broken(file.name(), "its name gives no shape");
        return;
    }
    const std::vector<std::int64_t> padded = file.info().at("shape").at("padded"),
                                    latent = file.info().at("shape").at("latent");
    resize = padded.at(0) / latent.at(0);
    const Tensor index = at::arange(1, shape[0] * shape[1] + 1, at::kDouble).view({1, 1, shape[0], shape[1]});
    const Tensor out = network::padSphere(index, resize)[0][0];
    report.compare(file, "first_col", out.select(1, 0), 0);
    report.compare(file, "last_col", out.select(1, -1), 0);
    // the file does not say which row it holds: the one with the same value in the middle
    const Tensor row = file.get("mid_row");
    const Tensor same = out.select(1, out.size(1) / 2).eq(row[row.size(0) / 2]).nonzero();
    report.compare(file, "mid_row", out.select(0, same.numel() > 0 ? same[0].item<std::int64_t>() : 0), 0);
    report.compare(file.name() + ": crop",
                   network::cropSphere(out.view({1, 1, out.size(0), -1}), shape, resize), index, 0);
}

void autoencoders(Report& report)
{
    for (const auto& name : report.list("appa/cae", ".safetensors")) {
        const auto file = report.open(name);
        if (file->has("first_col")) {
            paddingMap(report, *file);
        } else {
            autoencoder(report, *file);
        }
        report.close(*file);
    }
}

/// each array of a state.pth or model.pth against the same numbers in safetensors
void sameWeights(Report& report, File& file, const std::string& path, const std::string& prefix)
{
    const auto loaded = network::stateDict(data::Pickle(path));
    const auto expected = file.weights(prefix);
    report.compare(path.substr(report.folder().size() + 1) + ": arrays",
                   at::tensor(static_cast<std::int64_t>(loaded.size())),
                   at::tensor(static_cast<std::int64_t>(expected.size())), 0);
    for (const auto& [name, tensor] : expected) {
        if (loaded.contains(name)) {
            report.compare(path.substr(report.folder().size() + 1) + ":" + name, loaded.at(name), tensor, 0);
        }
    }
}

void checkpoint(Report& report)
{
    const auto file = report.open("appa/checkpoint/expected.safetensors");
    if (!file) {
        return;
    }
    const auto places = network::findAppa(report.folder() + "/appa/checkpoint");
    for (const auto& name : report.list("appa/checkpoint", ".pth")) {
        const std::string stem = std::filesystem::path(name).stem().string();
        if (stem.starts_with("model")) {
            const bool denoiser = (report.folder() + "/" + name).starts_with(places.denoiser);
            sameWeights(report, *file, report.folder() + "/" + name, denoiser ? "dit." : "ae.");
        }
    }
    const auto ae = network::loadAutoencoder(places.autoencoder);
    const auto latent = ae.config.latentShape();
    const auto statistics = network::loadStatistics(places.statistics, latent[2]);
    report.compare(*file, "stats_mean", statistics.mean, 0);
    report.compare(*file, "stats_std", statistics.std, 0);
    report.compare(*file, "ae_z", ae.network->encode(file->get("ae_x")), once);
    report.compare(*file, "ae_y", ae.network->decode(file->get("ae_z")), once);
    const auto denoiser = network::loadDenoiser(places.denoiser, latent);
    report.compare(*file, "denoised",
                   denoiser.denoised(file->get("xt"), file->get("sigma"), file->exact("date")), once);
    report.close(*file);
}

}  // namespace

void compareAppaNetworks(Report& report)
{
    dates(report);
    transformers(report);
    autoencoders(report);
    checkpoint(report);
}

}  // namespace reference
