#include "core/api/error.h"
#include "core/network/appa_folder.h"
#include "core/network/dates.h"
#include "core/schedule/schedule.h"
#include "core/train/base/losses.h"
#include "core/train/base/parameters.h"
#include "core/train/base/standard_states.h"

#include <c10/core/GradMode.h>

#include <filesystem>

namespace core::train {
namespace {

namespace fs = std::filesystem;

constexpr const char* tableFile = "statistics.nc";
constexpr const char* encoding = "freqs";  // no parameter: frequencies of an encoding

/// A trained autoencoder with the fields that it takes.
struct Compression {
    std::string folder;
    network::AppaAutoencoder autoencoder;
    prior::AppaFields fields;

    [[nodiscard]] std::array<std::int64_t, 3> latent() const { return autoencoder.config.latentShape(); }
};

/// Windows of a series as latents beside their dates: [B, K, h · w · c + 4], encoded when they are asked for.
class Latents final : public Source {
public:
    Latents(std::shared_ptr<const Compression> by, std::shared_ptr<const data::StateSeries> series, const data::WindowPlan& plan)
        : by_(std::move(by)), stepSeconds_(series->stepSeconds()), states_(std::move(series), by_->fields, plan)
    {
    }
    [[nodiscard]] std::int64_t samples() const override { return states_.samples(); }
    void announce(const std::vector<std::vector<std::int64_t>>& next) const override { states_.announce(next); }
    [[nodiscard]] Tensor batch(const std::vector<std::int64_t>& numbers, Draws& draws) const override
    {
        const c10::AutoGradMode off(false);
        const Tensor x = states_.batch(numbers, draws);
        const Tensor z = by_->autoencoder.network->encode(x.flatten(0, 1)).view({x.size(0), x.size(1), -1});
        std::vector<std::int64_t> dates;
        for (const std::int64_t first : states_.firstTimes(numbers)) {
            for (std::int64_t k = 0; k < x.size(1); ++k) {
                const network::DateHour date = network::dateOfSeconds(first + k * stepSeconds_);
                dates.insert(dates.end(), date.begin(), date.end());
            }
        }
        return at::cat({z, at::tensor(at::ArrayRef<std::int64_t>(dates), at::kLong).view({x.size(0), x.size(1), 4}).to(at::kFloat)}, 2);
    }

private:
    std::shared_ptr<const Compression> by_;
    std::int64_t stepSeconds_;
    StandardStates states_;
};

/// Mean and standard deviation of the latent a channel, of some windows.
network::LatentStatistics statisticsOf(const Latents& latents, const Compression& by)
{
    constexpr std::int64_t most = 32;  // windows
    const std::int64_t n = latents.samples(), stride = std::max<std::int64_t>(1, n / most);
    Draws draws(0);
    std::vector<Tensor> all;
    for (std::int64_t i = 0; i < n; i += stride) {
        const Tensor window = latents.batch({i}, draws);
        all.push_back(window.slice(2, 0, window.size(2) - 4).reshape({-1, by.latent()[2]}).to(at::kDouble));
    }
    const Tensor z = at::cat(all);
    return {z.mean(0).to(at::kFloat), z.std(0).clamp_min(1e-6).to(at::kFloat)};
}

/// Appa's denoiser of latent trajectories, behind Karras' preconditioning:
///     mean_B [(1/σ² + 1) mean (D(x + σ z) − x)²],  σ of the rectified schedule at uniform times
class Trajectories final : public Objective {
public:
    Trajectories(std::shared_ptr<const Compression> by, network::AppaDenoiser model, network::LatentStatistics statistics)
        : by_(std::move(by)), model_(std::move(model)), statistics_(std::move(statistics)),
          schedule_(schedule::make({model_.schedule, {{"sigmaMin", model_.sigmaMin}, {"sigmaMax", model_.sigmaMax}}})),
          scale_(statistics_.scale(by_->autoencoder.config.noise))
    {
    }
    [[nodiscard]] StateDict initial(Draws& draws) const override
    {
        auto shapes = network::vitShapes(model_.config);
        StateDict rotations;
        for (auto one = shapes.begin(); one != shapes.end();) {
            if (one->first.ends_with("theta")) {
                rotations[one->first] = rotation(one->second, draws);
            }
            one = one->first.ends_with("theta") || one->first.ends_with(encoding) ? shapes.erase(one) : std::next(one);
        }
        StateDict out = initialWeights(shapes, draws);
        for (auto& [name, tensor] : out) {
            if (name.find("ada_zero.2.") != std::string::npos) {
                tensor.mul_(1e-2);  // blocks begin nearly as nothing
            }
        }
        out.merge(rotations);
        return out;
    }
    [[nodiscard]] Tensor loss(const StateDict& parameters, const Tensor& batch, Draws& draws) const override
    {
        network::Weights weights(whole(parameters));
        network::AppaDenoiser model = model_;
        model.network = std::make_shared<const network::Vit>(model_.config, network::Scope(weights));
        const std::int64_t channels = scale_.size(0), size = batch.size(2) - 4;
        const Tensor z = batch.narrow(2, 0, size).reshape({-1, channels});
        const Tensor injected = z + draws.normal(z.sizes()).to(at::kFloat) * by_->autoencoder.config.noise;
        const Tensor x = ((injected - statistics_.mean) / scale_).view({batch.size(0), -1});
        const Tensor dates = batch.narrow(2, size, 4).to(at::kLong);
        const Levels levels = levelsAt(*schedule_, draws.uniform(batch.size(0)), x);
        const Tensor noise = draws.normal(x.sizes()).to(at::kFloat);
        return denoisingLoss([&](const Tensor& noisy) { return model.denoised(noisy, levels.sigma, dates); }, x, levels, noise);
    }
    void save(const StateDict& parameters, const std::string& folder) const override
    {
        network::saveDenoiser(model_, whole(parameters), folder + "/denoiser");
        network::saveStatistics(statistics_, folder);
        prior::saveAppaFields(by_->fields, folder + "/" + tableFile);
        if (!fs::exists(fs::path(folder) / "ae" / "model.safetensors")) {
            copyAutoencoder(folder + "/ae");
        }
    }

private:
    void copyAutoencoder(const std::string& to) const
    {
        std::error_code failed;
        fs::create_directories(to, failed);
        for (const auto& entry : fs::directory_iterator(by_->folder, failed)) {
            const std::string name = entry.path().filename().string();
            if (name == "config.yaml" || name.starts_with("model")) {
                fs::copy_file(entry.path(), fs::path(to) / name, fs::copy_options::overwrite_existing, failed);
            }
        }
        if (failed) {
            throw Error(Cause::badFile, "The autoencoder in " + by_->folder + " cannot be copied to " + to + " (" + failed.message() + ").",
                        "Check permissions and free space.");
        }
    }
    /// Frequencies between 1/100 and 1 in random directions of time and space. shape [3, n]
    [[nodiscard]] static Tensor rotation(const std::vector<std::int64_t>& shape, Draws& draws)
    {
        const Tensor size = at::pow(100, -draws.uniform(shape[1]));
        const Tensor way = draws.normal(shape);
        return (size * way / way.square().sum(0).sqrt()).to(at::kFloat);
    }
    /// with the frequencies, which are no parameters
    [[nodiscard]] StateDict whole(StateDict parameters) const
    {
        for (const auto& [name, shape] : network::vitShapes(model_.config)) {
            if (name.ends_with(encoding)) {
                parameters[name] = network::sineFrequencies(shape[0]);
            }
        }
        return parameters;
    }

    std::shared_ptr<const Compression> by_;
    network::AppaDenoiser model_;
    network::LatentStatistics statistics_;
    std::unique_ptr<schedule::Schedule> schedule_;
    Tensor scale_;  // [c]
};

std::shared_ptr<const Compression> compressionIn(const std::string& folder, const data::StateSeries& series)
{
    auto out = std::make_shared<Compression>(Compression{folder, network::loadAutoencoder(folder), {}});
    const std::string table = (fs::path(folder) / tableFile).string();
    if (!fs::exists(table)) {
        throw Error(Cause::badFile, folder + " has no " + tableFile + ", which tells by what the autoencoder's fields are standardised.",
                    "Name a folder that embellie-cli train made with the training autoencoder.");
    }
    out->fields = prior::readAppaFields(table, out->autoencoder.config.channels);
    const prior::AppaFields& fields = out->fields;
    const auto order = prior::appaOrder(series.channels());
    bool same = order.size() == fields.channels.size() && fields.lat == series.lat() && fields.lon == series.lon();
    for (std::size_t c = 0; same && c < order.size(); ++c) {
        same = series.channels()[static_cast<std::size_t>(order[c])].key() == fields.channels[c].key();
    }
    if (!same) {
        throw Error(Cause::badInput, "The data have another grid or other variables than the autoencoder in " + folder + " was trained on.",
                    "Train an autoencoder on these data first.");
    }
    return out;
}

Training made(const Selection& s, const Words& words)
{
    constexpr std::int64_t secondsPerHour = 3600;
    const auto whole = [&](const char* knob) { return static_cast<std::int64_t>(s.knobs.at(knob)); };
    const auto series = std::make_shared<const data::StateSeries>(std::vector<std::string>{words.at("data")});
    const auto by = compressionIn(words.at("autoencoder"), *series);
    const auto latent = by->latent();
    network::AppaDenoiser model{.config = {}, .network = nullptr, .schedule = "rectified",
                                .sigmaMin = s.knobs.at("sigmaMin"), .sigmaMax = s.knobs.at("sigmaMax"),
                                .stepHours = series->stepSeconds() / secondsPerHour};
    model.config = {.channels = latent[2], .states = whole("length"), .shape = {latent[0], latent[1]},
                    .modulation = whole("modulation") / 2 * 2, .hidden = whole("heads") * 2 * (whole("width") / (2 * whole("heads"))),
                    .blocks = whole("blocks"), .heads = whole("heads"), .ffnFactor = whole("widening"),
                    .patch = {whole("length") % 2 == 0 ? 2 : 1, 1, 1}, .window = {}};
    const auto length = static_cast<std::size_t>(whole("length"));
    using Part = data::WindowPlan::Part;
    auto training = std::make_unique<Latents>(by, series, data::WindowPlan{.part = Part::training, .length = length});
    auto statistics = statisticsOf(*training, *by);
    return {.objective = std::make_unique<Trajectories>(by, std::move(model), std::move(statistics)),
            .training = std::move(training),
            .validation = std::make_unique<Latents>(
                by, series, data::WindowPlan{.part = Part::validation, .length = length, .stride = length})};
}

}  // namespace

Entry appa()
{
    return {
        .about = {.id = "appa",
                  .label = "Latent trajectories (Appa)",
                  .source = "Andry et al. 2025, arXiv:2504.18720; Karras et al. 2022, arXiv:2206.00364",
                  .formula = "mean (1/σ² + 1)(D(x + σ z) − x)² over windows of latents",
                  .knobs = {{"length", "States of a window", "1", 24, 1, 256, true},
                            {"width", "Features of a token", "1", 192, 8, 4096, true},
                            {"blocks", "Blocks of the transformer", "1", 6, 1, 64, true},
                            {"heads", "Heads of the attention", "1", 4, 1, 64, true},
                            {"widening", "Widening inside a block", "1", 4, 1, 8, true},
                            {"modulation", "Features of the noise level", "1", 64, 2, 1024, true},
                            {"sigmaMin", "Least noise", "1", 1e-3, 1e-6, 1, false},
                            {"sigmaMax", "Most noise", "1", 1000, 1, 1e6, false}},
                  .note = "autoencoder is a folder of the training autoencoder, data the files it was trained on. The folder it makes "
                          "is a prior of kind appa.",
                  .words = {{"autoencoder", "folder of the autoencoder", Word::Holds::path},
                            {"data", "gridded file, or folder of files", Word::Holds::path}}},
        .make = made,
    };
}

}  // namespace core::train
