#include "core/guidance/base/window_guidance.h"
#include "core/network/appa_folder.h"
#include "core/network/derivative.h"
#include "core/network/preconditioning.h"
#include "core/observe/slice.h"
#include "core/prior/latent_decoder.h"
#include "core/train/base/losses.h"
#include "tests/reference/compare.h"
#include "tests/reference/info.h"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <optional>
#include <regex>

namespace reference {
namespace {

using namespace core;
using at::Tensor;
using denoiser::Composed;
using denoiser::Windows;

constexpr double guided = 5e-5, once = 2e-5;

/// T, K and S, and the iterations of the solve, as the file's note tells them or as the recorded programs had them
struct Setting {
    std::int64_t length, window, stride;
    int iterations;
};

Setting settingOf(const nlohmann::json& about, Setting usual)
{
    std::string text = about.value("meaning", about.value("note", std::string()));
    const auto number = [&](const char* name, std::int64_t otherwise) -> std::int64_t {
        if (about.contains(name)) {
            return about.at(name).get<std::int64_t>();
        }
        std::smatch found;
        const bool there = std::regex_search(text, found, std::regex("\\b" + std::string(name) + "=(\\d+)"));
        return there ? std::stoll(found[1]) : otherwise;
    };
    return {number("T", usual.length), number("K", usual.window), number("S", usual.stride),
            static_cast<int>(number("iterations", usual.iterations))};
}

/// dates of a trajectory of that length: the file's own, else those of the trajectories recorded beside it
Tensor datesFor(Report& report, File& file, std::int64_t length)
{
    for (const auto& from : {report.open(file.name()), report.open("appa/trajectory_net.safetensors")}) {
        if (!from) {
            continue;
        }
        for (const auto& [key, tensor] : from->raw().tensors()) {
            if (key.ends_with("date") && tensor.shape.size() == 3 && tensor.shape.at(1) == length) {
                return from->exact(key).slice(0, 0, 1);
            }
        }
    }
    return {};
}

/// MMPS inside windows at noise σ: x_t = x (1 + σ)
Tensor guidedMean(const Composed& prior, const std::vector<observe::Observed>& observed, const Tensor& x,
                  double sigma, int iterations)
{
    guidance::WindowGuidance method({"mmps", {{"iterations", static_cast<double>(iterations)}}}, observed);
    const auto denoiser = method.around(prior, observed.front(), 1);
    return denoiser->mean(x * (1 + sigma), {.t = 0.5, .alpha = 1, .sigma = sigma});
}

void blankets(Report& report, File& file, const WindowNetwork& make)
{
    const auto setting = settingOf(infoOf(file).value("x", nlohmann::json::object()), {8, 4, 2, 2});
    const Windows windows(setting.length, setting.window, setting.stride);
    const Tensor x = file.get("x");
    std::vector<observe::Observed> observed;
    for (std::int64_t w = 0; w < windows.count(); ++w) {
        const std::string number = std::to_string(w);
        const Tensor index = file.exact("idx" + number).to(at::kLong).contiguous();
        const auto* first = index.data_ptr<std::int64_t>();
        observed.push_back({std::make_shared<observe::Slice>(std::vector(first, first + index.numel())),
                            file.get("obs" + number), file.get("var" + number)});
    }
    const Composed prior(make(file, windows, datesFor(report, file, setting.length)), windows);
    for (const auto& [key, tensor] : file.raw().tensors()) {
        double sigma = 0;
        if (std::sscanf(key.c_str(), "s%lf.y", &sigma) == 1) {
            report.compare(file, key, guidedMean(prior, observed, x, sigma, setting.iterations), guided);
        }
    }
}

/// Appa's denoising loss of the recorded transformer, with the gradient of every parameter.
void lossGradients(Report& report, File& file)
{
    const auto network = report.open("appa/vidit/base.safetensors");
    if (!network || !file.has("loss.value")) {
        return;
    }
    const c10::AutoGradMode record(true);
    network::StateDict weights = network->weights("sd.");
    for (auto& [name, tensor] : weights) {
        tensor = tensor.clone().set_requires_grad(file.has("loss.grad." + name));
    }
    network::Weights taken(weights);
    const network::Vit vit(network::vitConfig(infoOf(*network).at("config")), taken);
    taken.finish("the network of the reference");
    const Tensor sigma = file.get("loss.sigma"), date = file.exact("loss.date");
    const train::Levels level{at::ones_like(sigma), sigma};
    const auto backbone = [&](const Tensor& x, const Tensor& noise) { return vit(x, noise, date); };
    const auto denoiser = [&](const Tensor& x_t) { return network::appaDenoised(backbone, x_t, sigma); };
    const Tensor loss = train::denoisingLoss(denoiser, file.get("loss.x"), level, file.get("loss.noise"));
    report.compare(file, "loss.value", loss.detach(), once);
    loss.backward();
    for (const auto& [name, tensor] : weights) {
        if (tensor.requires_grad()) {
            report.compare(file, "loss.grad." + name, tensor.grad(), guided);
        }
    }
}

/// Channels of one instrument: those whose values at its first point are the observed ones.
std::vector<std::int64_t> channelsOf(const Tensor& values, const Tensor& point)
{
    std::vector<std::int64_t> channels;
    for (std::int64_t i = 0; i < values.size(0); ++i) {
        const Tensor away = (point - values[i]).abs();
        const auto channel = away.argmin().item<std::int64_t>();
        if (away[channel].item<double>() > 1e-6 || std::count(channels.begin(), channels.end(), channel) > 0) {
            break;
        }
        channels.push_back(channel);
    }
    return channels;
}

/// Elements of one decoded state that are seen, as indices into [points, channels] flattened.
struct SeenState {
    std::int64_t state = 0;  ///< number in the window
    std::vector<std::int64_t> index;
};

/// Stations and a satellite's swaths over the states of a trajectory, seen through a decoder.
class Latent {
public:
    Latent(Report& report, File& file)
        : report_(report),
          file_(file),
          places_(network::findAppa(report.folder() + "/appa/checkpoint")),
          autoencoder_(network::loadAutoencoder(places_.autoencoder)),
          shape_(autoencoder_.config.latentShape()),
          denoiser_(network::loadDenoiser(places_.denoiser, shape_)),
          truth_(file.get("latent.truth")[0]),
          stations_(indices("latent.stations"))
    {
        const auto info = infoOf(file).value("latent.x", nlohmann::json::object());
        setting_ = settingOf(info, {truth_.size(0), denoiser_.config.states, 2, 1});
        channels_ = truth_.size(2);
        const Tensor y = file.get("latent.y0");
        atStations_ = channelsOf(y.slice(0, 0, channels_), truth_[0][stations_.front()]);
        const auto first = static_cast<std::int64_t>(stations_.size() * atStations_.size());
        const auto swath = indices("latent.sat0");
        fromSpace_ = swath.empty() ? std::vector<std::int64_t>{}
                                   : channelsOf(y.slice(0, first, first + channels_), truth_[0][swath.front()]);
        decoder_.emplace(decoding());
    }
    void compare()
    {
        const Windows windows(setting_.length, setting_.window, setting_.stride);
        const Tensor x = file_.get("latent.x"), dates = file_.exact("latent.date");
        std::vector<observe::Observed> observed;
        for (std::int64_t w = 0; w < windows.count(); ++w) {
            const std::string number = std::to_string(w);
            observed.push_back(observedIn(windows, w));
            report_.compare(file_, "latent.y" + number, valuesIn(windows, w), 0);
            const Tensor window = windows.at(x.view({1, windows.length(), -1}), w).flatten(1);
            report_.compare(file_, "latent.A_x_blanket" + number, observed.back().op->apply(window)[0], guided);
        }
        const Composed prior(std::make_shared<Dated>(denoiser_, windows, dates), windows);
        for (const auto& [key, tensor] : file_.raw().tensors()) {
            int iterations = 0;
            double sigma = 0;
            if (std::sscanf(key.c_str(), "latent.mmps_it%d_s%lf", &iterations, &sigma) == 2) {
                report_.compare(file_, key, guidedMean(prior, observed, x, sigma, iterations), guided);
            }
        }
    }

private:
    /// The published denoiser over windows, each with its own dates
    class Dated final : public denoiser::WindowDenoiser {
    public:
        Dated(const network::AppaDenoiser& inner, Windows windows, Tensor dates)
            : inner_(inner), windows_(windows), dates_(std::move(dates))
        {
        }
        [[nodiscard]] Tensor mean(const Tensor& x_t, const denoiser::Node& at,
                                  const denoiser::WindowRows& rows) const override
        {
            return inner_.denoised(x_t, at::full({1}, at.sigma, x_t.options()), datesOf(rows));
        }
        [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const denoiser::Node& at,
                                                     const denoiser::WindowRows& rows) const override
        {
            const auto result = network::differentiate([&](const Tensor& x) { return mean(x, at, rows); }, x_t);
            return {result.value, result.vjp};
        }

    private:
        [[nodiscard]] Tensor datesOf(const denoiser::WindowRows& rows) const
        {
            std::vector<Tensor> parts;
            for (const std::int64_t w : rows.windows) {
                parts.push_back(dates_.narrow(1, windows_.first(w), windows_.window())
                                    .expand({rows.members, -1, -1}));
            }
            return at::cat(parts);
        }
        const network::AppaDenoiser& inner_;
        Windows windows_;
        Tensor dates_;
    };

    [[nodiscard]] std::vector<std::int64_t> indices(const std::string& key)
    {
        if (!file_.has(key)) {
            return {};
        }
        const Tensor index = file_.exact(key).to(at::kLong).contiguous();
        const auto* first = index.data_ptr<std::int64_t>();
        return {first, first + index.numel()};
    }
    /// elements of decoded state `state`: stations first, then the swath of its hour
    [[nodiscard]] std::vector<std::int64_t> seenOf(std::int64_t state)
    {
        auto index = observe::pointMajor(stations_, atStations_, channels_);
        const auto swath = observe::pointMajor(indices("latent.sat" + std::to_string(state)), fromSpace_,
                                               channels_);
        index.insert(index.end(), swath.begin(), swath.end());
        return index;
    }
    /// states of a window that are observed: the file's own observations say up to which
    [[nodiscard]] std::vector<SeenState> seenIn(const Windows& windows, std::int64_t w)
    {
        const std::int64_t count = file_.raw().at("latent.y" + std::to_string(w)).shape.at(0);
        std::vector<SeenState> seen;
        std::int64_t sum = 0;
        for (std::int64_t k = 0; k < windows.window() && sum < count; ++k) {
            seen.push_back({k, seenOf(windows.first(w) + k)});
            sum += static_cast<std::int64_t>(seen.back().index.size());
        }
        for (std::int64_t k = 0; k < setting_.length; ++k) {
            static_cast<void>(indices("latent.sat" + std::to_string(k)));
        }
        return seen;
    }
    [[nodiscard]] Tensor valuesIn(const Windows& windows, std::int64_t w)
    {
        std::vector<Tensor> values;
        for (const auto& one : seenIn(windows, w)) {
            values.push_back(truth_[windows.first(w) + one.state].flatten().index_select(
                0, at::tensor(at::ArrayRef<std::int64_t>(one.index), at::kLong)));
        }
        return at::cat(values);
    }
    [[nodiscard]] observe::Observed observedIn(const Windows& windows, std::int64_t w)
    {
        const std::string number = std::to_string(w);
        std::vector<observe::Point> points;  // the program sees points of a grid; these are its own
        const auto& grid = *decoder_->grid();
        for (const auto& one : seenIn(windows, w)) {
            for (const std::int64_t element : one.index) {
                const auto place = static_cast<std::size_t>(element / channels_), columns = grid.lon.size();
                points.push_back({static_cast<int>(element % channels_), static_cast<int>(one.state),
                                  grid.lat.at(place / columns), grid.lon.at(place % columns)});
            }
        }
        return {decoder_->points(points), file_.get("latent.y" + number), file_.get("latent.cov" + number)};
    }
    /// The autoencoder as the program has it, for windows of the recorded length; its fields stay standardised.
    [[nodiscard]] prior::LatentShape decoding() const
    {
        const auto statistics = network::loadStatistics(places_.statistics, shape_[2]);
        const double noise = denoiser_.autoencoderNoise ? autoencoder_.config.noise : 0;
        return {.autoencoder = autoencoder_.network,
                .mean = statistics.mean,
                .scale = statistics.scale(noise),
                .fields = {.channels = std::vector<Channel>(static_cast<std::size_t>(channels_)),
                           .mean = at::zeros({channels_}, at::kDouble),
                           .std = at::ones({channels_}, at::kDouble)},
                .states = setting_.window,
                .shown = setting_.window,
                .sea = {},
                .options = at::kFloat};
    }

    Report& report_;
    File& file_;
    network::AppaPlaces places_;
    network::AppaAutoencoder autoencoder_;
    std::array<std::int64_t, 3> shape_;
    network::AppaDenoiser denoiser_;
    Tensor truth_;
    std::vector<std::int64_t> stations_, atStations_, fromSpace_;
    std::int64_t channels_ = 0;
    Setting setting_{};
    std::optional<prior::LatentDecoder> decoder_;
};

/// The autoencoder's losses of two states p and q. The file does not say the grid's rows: of those that its size
/// allows the one that the first loss tells.
void reconstruction(Report& report, File& file)
{
    if (!file.has("aeloss.p")) {
        return;
    }
    const Tensor p = file.get("aeloss.p"), q = file.get("aeloss.q"), mse = file.get("aeloss.mse");
    const auto places = static_cast<int>(p.size(1));
    Tensor weights;
    double nearest = std::numeric_limits<double>::infinity();
    for (int rows = 2; rows <= places; ++rows) {
        if (places % rows != 0) {
            continue;
        }
        const Tensor tried = train::reconstructionWeights(rows, places / rows);
        const double away = (train::reconstructionLoss(p, q, tried) - mse).abs().item<double>();
        if (away < nearest) {
            nearest = away;
            weights = tried;
        }
    }
    report.compare(file, "aeloss.mse", train::reconstructionLoss(p, q, weights), guided);
    report.compare(file, "aeloss.mae", train::reconstructionLoss(p, q, weights, train::Departure::absolute),
                   guided);
}

}  // namespace

void compareWindowGuidance(Report& report, const WindowNetwork& make)
{
    if (const auto file = report.open("appa/guidance_blankets.safetensors"); file && make) {
        blankets(report, *file, make);
        lossGradients(report, *file);
        report.close(*file);
    }
    if (const auto file = report.open("appa/observations.safetensors")) {
        if (file->has("latent.x")) {
            Latent(report, *file).compare();
        }
        reconstruction(report, *file);
        report.close(*file);
    }
}

}  // namespace reference
