#include "core/api/error.h"
#include "core/denoiser/composed.h"
#include "core/network/appa_folder.h"
#include "core/network/dates.h"
#include "core/prior/appa_fields.h"
#include "core/prior/latent_decoder.h"
#include "core/prior/latent_windows.h"
#include "core/prior/prior.h"
#include "core/prior/state_vectors.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

namespace core::prior {

namespace {

constexpr std::int64_t secondsPerHour = 3600;

/// How windows follow each other, and what the backbone computes in.
struct Settings {
    std::int64_t overlap = 0;  ///< states that neighbouring windows share; 0: half a window
    denoiser::Fold fold = denoiser::Fold::symmetrical;
    at::ScalarType precision = at::kFloat;
};

/// Where everything lies.
struct Parts {
    network::AppaPlaces places;
    std::string statistics, masks;  ///< of the fields; masks may be empty
};

/// A published Appa model over one window: latent trajectory prior, decoder, dates.
class LatentPrior final : public Prior, public StateVectors {
public:
    struct Made {
        std::shared_ptr<const LatentWindows> inner;
        denoiser::Windows windows;
        std::shared_ptr<const LatentDecoder> decoder, windowDecoder;
        Tensor givenVariance;  ///< of a given state's elements, [n]
        std::optional<Trained> trained;
        std::string source;
        std::vector<std::string> notes;
    };
    explicit LatentPrior(Made made)
        : made_(std::move(made)), denoiser_(made_.inner, made_.windows, {.windows = 1})
    {
    }
    [[nodiscard]] const std::vector<Channel>& channels() const override
    {
        return made_.decoder->shape().fields.channels;
    }
    [[nodiscard]] std::int64_t size() const override
    {
        return made_.windows.length() * made_.decoder->stateSize();
    }
    [[nodiscard]] const denoiser::Denoiser& denoiser() const override { return denoiser_; }
    [[nodiscard]] const observe::Decoder& decoder() const override { return *made_.decoder; }
    [[nodiscard]] const observe::Decoder* windowDecoder() const override { return made_.windowDecoder.get(); }
    [[nodiscard]] const std::vector<std::string>& notes() const override { return made_.notes; }
    [[nodiscard]] const std::string& source() const override { return made_.source; }
    [[nodiscard]] at::TensorOptions options() const override { return made_.decoder->shape().options; }
    [[nodiscard]] double representativeness(int) const override { return 0; }
    /// one window after the other
    [[nodiscard]] bool streams() const override { return true; }
    [[nodiscard]] std::optional<Trained> trained() const override { return made_.trained; }

    [[nodiscard]] const StateVectors& stateVectors() const override { return *this; }
    [[nodiscard]] Tensor states(const Tensor& x) const override
    {
        return x.view({x.size(0), made_.windows.length(), made_.decoder->stateSize()});
    }
    [[nodiscard]] Tensor latent(const Tensor& states) const override
    {
        const std::int64_t fills = made_.windows.length() - states.size(1);
        const Tensor last = states.narrow(1, states.size(1) - 1, 1);
        return (fills == 0 ? states : at::cat({states, last.expand({-1, fills, -1})}, 1)).flatten(1);
    }
    [[nodiscard]] observe::Observed given(const Tensor& states) const override
    {
        observe::Observed out =
            firstElements(states.flatten(1), made_.givenVariance.repeat({states.size(1)}), nullptr);
        if (made_.windows.count() == 1) {
            out.inWindows = std::make_shared<const std::vector<observe::Observed>>(1, out);
        }
        return out;
    }
    [[nodiscard]] double workingBytes(bool guided) const override
    {
        const auto& window = made_.inner->bytes();
        const auto& state = made_.decoder->bytes();
        return guided ? std::max(window.derivative, state.derivative) : std::max(window.forward, state.forward);
    }

private:
    Made made_;
    denoiser::Composed denoiser_;
};

class LatentModel final : public Model {
public:
    LatentModel(Parts parts, const Settings& settings, const Tell& tell)
        : parts_(std::move(parts)), settings_(settings)
    {
        tell("Reading the autoencoder", 0);
        autoencoder_ = network::loadAutoencoder(parts_.places.autoencoder);
        const auto latent = autoencoder_.config.latentShape();
        tell("Reading the denoiser", 0.4);
        denoiser_ = network::loadDenoiser(parts_.places.denoiser, latent,
                                          at::TensorOptions(settings_.precision));
        tell("Reading the statistics", 0.9);
        statistics_ = network::loadStatistics(parts_.places.statistics, latent[2]);
        fields_ = readAppaFields(parts_.statistics, autoencoder_.config.channels);
        if (!parts_.masks.empty()) {
            sea_ = readSeaMask(parts_.masks, {autoencoder_.config.shape[0], autoencoder_.config.shape[1]});
        }
        if (settings_.overlap >= denoiser_.config.states) {
            throw Error(Cause::badInput,
                        "prior.overlap is " + std::to_string(settings_.overlap) + ", and a window has only " +
                            std::to_string(denoiser_.config.states) + " states.",
                        "Give a smaller overlap.");
        }
    }
    [[nodiscard]] std::int64_t stepSeconds() const override { return denoiser_.stepHours * secondsPerHour; }
    [[nodiscard]] int length() const override { return static_cast<int>(denoiser_.config.states); }
    [[nodiscard]] std::shared_ptr<const Prior> over(const std::vector<std::int64_t>& times,
                                                    const at::TensorOptions& options) const override;

private:
    Parts parts_;
    Settings settings_;
    network::AppaAutoencoder autoencoder_;
    network::AppaDenoiser denoiser_;
    network::LatentStatistics statistics_;
    AppaFields fields_;
    Tensor sea_;

    [[nodiscard]] std::vector<std::string> notes(const denoiser::Windows& windows, std::int64_t wanted) const;
};

/// The schedules that Appa is trained with are the catalogue's of the same names.
std::optional<Trained> trainedWith(const network::AppaDenoiser& model)
{
    if (model.schedule != "rectified" && model.schedule != "loglinear" && model.schedule != "loglogit") {
        return std::nullopt;
    }
    return Trained{{model.schedule, {{"sigmaMin", model.sigmaMin}, {"sigmaMax", model.sigmaMax}}},
                   model.sigmaMin,
                   model.sigmaMax};
}

/// Variance that a given state is seen with, each element in the standardised latent, [n]: the autoencoder's own noise
/// where it has some, (n_ae/std)².
Tensor givenVariance(double noise, const Tensor& scale, std::int64_t stateSize)
{
    const Tensor each = noise > 0 ? (noise / scale).square() : at::full_like(scale, givenShare);
    return each.repeat({stateSize / scale.size(0)});
}

/// Dates of `length` states from the window's first; those beyond its last follow at the same spacing. [length, 4]
Tensor datesOf(const std::vector<std::int64_t>& times, std::int64_t length, std::int64_t stepSeconds)
{
    const c10::InferenceMode plain(false);  // they take part in derivatives
    std::vector<std::int64_t> numbers;
    for (std::int64_t i = 0; i < length; ++i) {
        for (const std::int64_t number : network::dateOfSeconds(times.front() + i * stepSeconds)) {
            numbers.push_back(number);
        }
    }
    return at::tensor(at::ArrayRef<std::int64_t>(numbers), at::kLong).view({length, 4});
}

std::vector<std::string> LatentModel::notes(const denoiser::Windows& windows, std::int64_t wanted) const
{
    std::vector<std::string> out = {
        "How far the autoencoder's fields are from those it was given is not known: observations count with "
        "their own errors alone.",
        "RMSE and spread during the run are those of the latent; score the result for those of the fields."};
    if (windows.length() > wanted) {
        out.push_back(
            std::to_string(windows.length() - wanted) +
            " states beyond the window are sampled too, because the network knows whole windows of " +
            std::to_string(windows.window()) + " states only.");
    }
    return out;
}

std::shared_ptr<const Prior> LatentModel::over(const std::vector<std::int64_t>& times,
                                               const at::TensorOptions& options) const
{
    const std::int64_t window = denoiser_.config.states, wanted = static_cast<std::int64_t>(times.size());
    const std::int64_t overlap = settings_.overlap > 0 ? settings_.overlap : window / 2;
    const auto windows = denoiser::Windows::covering(wanted, window, overlap, settings_.fold);
    const bool here = options.device() == at::kCPU;
    if (here && settings_.precision == at::kHalf) {
        throw Error(Cause::badInput, "prior.precision is float16, which is for GPUs, and this run's device is the CPU.",
                    "Use bfloat16 or float32, or a GPU.");
    }
    const auto autoencoder = here ? autoencoder_.network
                                  : network::loadAutoencoder(parts_.places.autoencoder, options).network;
    network::AppaDenoiser model = here ? denoiser_
                                       : network::loadDenoiser(parts_.places.denoiser,
                                                               autoencoder_.config.latentShape(),
                                                               options.dtype(settings_.precision));
    const Tensor dates = datesOf(times, windows.length(), stepSeconds());
    const double noise = model.autoencoderNoise ? autoencoder_.config.noise : 0;
    const auto trained = trainedWith(model);
    LatentShape shape{.autoencoder = autoencoder,
                      .mean = statistics_.mean,
                      .scale = statistics_.scale(noise),
                      .fields = fields_,
                      .states = windows.length(),
                      .shown = wanted,
                      .sea = sea_,
                      .options = options.dtype(at::kFloat)};
    auto decoder = std::make_shared<LatentDecoder>(shape);
    shape.states = shape.shown = window;
    auto windowDecoder = std::make_shared<LatentDecoder>(std::move(shape));
    const Tensor variance = givenVariance(autoencoder_.config.noise, decoder->shape().scale, decoder->stateSize());
    return std::make_shared<LatentPrior>(
        LatentPrior::Made{.inner = std::make_shared<LatentWindows>(std::move(model), windows, dates),
                          .windows = windows,
                          .decoder = std::move(decoder),
                          .windowDecoder = std::move(windowDecoder),
                          .givenVariance = variance,
                          .trained = trained,
                          .source = "the Appa model in " + parts_.places.denoiser,
                          .notes = notes(windows, wanted)});
}

std::string wordOf(const PriorSpec& spec, const std::string& id)
{
    const auto found = spec.words.find(id);
    return found == spec.words.end() ? std::string() : found->second;
}

bool torchFile(const std::string& path)
{
    return path.ends_with(".pth") || path.ends_with(".pt");
}

/// The latent's statistics are torch's own files wherever they are named.
std::string latentOf(const PriorSpec& spec)
{
    const std::string latent = wordOf(spec, "latent"), statistics = wordOf(spec, "statistics");
    return latent.empty() && torchFile(statistics) ? statistics : latent;
}

network::AppaPlaces placesOf(const PriorSpec& spec)
{
    const std::string folder = wordOf(spec, "folder"), denoiser = wordOf(spec, "denoiser"),
                      autoencoder = wordOf(spec, "autoencoder"), latent = latentOf(spec);
    if (folder.empty() && denoiser.empty()) {
        throw Error(Cause::badInput,
                    "A prior of kind appa needs a folder, or its parts denoiser, autoencoder and statistics.",
                    "Name the folder in prior.folder.");
    }
    network::AppaPlaces places;
    if (denoiser.empty() || autoencoder.empty() || latent.empty()) {
        places = network::findAppa(denoiser.empty() ? folder : denoiser);
    }
    places.denoiser = denoiser.empty() ? places.denoiser : denoiser;
    places.autoencoder = autoencoder.empty() ? places.autoencoder : autoencoder;
    places.statistics = latent.empty() ? places.statistics : latent;
    return places;
}

Parts partsOf(const PriorSpec& spec)
{
    Parts out{placesOf(spec), wordOf(spec, "statistics"), wordOf(spec, "masks")};
    out.statistics = out.statistics.empty() || torchFile(out.statistics)
                         ? statisticsAbove(out.places.denoiser)
                         : out.statistics;
    if (out.statistics.empty()) {
        throw Error(Cause::badFile,
                    "No statistics of the fields lie beside or above “" + out.places.denoiser + "”.",
                    "Name the file or Zarr folder with each variable's mean and standard deviation in "
                    "prior.statistics.");
    }
    return out;
}

std::shared_ptr<const Model> open(const PriorSpec& spec, const Tell& tell)
{
    constexpr denoiser::Fold folds[] = {denoiser::Fold::symmetrical, denoiser::Fold::causal,
                                        denoiser::Fold::average};
    constexpr at::ScalarType precisions[] = {at::kFloat, at::kBFloat16, at::kHalf};
    return std::make_shared<LatentModel>(
        partsOf(spec),
        Settings{.overlap = static_cast<std::int64_t>(spec.knobs.at("overlap")),
                 .fold = folds[static_cast<int>(spec.knobs.at("fold"))],
                 .precision = precisions[static_cast<int>(spec.knobs.at("precision"))]},
        tell);
}

bool recognises(const std::string& folder)
{
    return !std::filesystem::exists(std::filesystem::path(folder) / "prior.json") &&
           network::holdsAppa(folder);
}

}  // namespace

Entry appa()
{
    using Holds = Word::Holds;
    return {
        .about =
            {.id = "appa",
             .label = "Appa (latent diffusion)",
             .source = "Andry et al. 2025, arXiv:2504.18720, and its public code",
             .formula =
                 "x = latent trajectory, E[x | x_t] by a transformer over windows, fields = decoder(x)",
             .knobs =
                 {{"overlap", "States that neighbouring windows share", "1", 0, 0, 1000, true, {}, "half"},
                  {"fold", "Where windows overlap", "1", 0, 0, 2, true, {"symmetrical", "causal", "average"}},
                  {"precision", "Backbone computes in", "1", 0, 0, 2, true, {"float32", "bfloat16", "float16"}}},
             .note =
                 "A folder as published (folder), or by parts: denoiser, autoencoder, the latent's stats.pth "
                 "(latent), the fields' statistics (Zarr or NetCDF) and a sea mask (masks).",
             .words = {{"folder", "Folder as published", Holds::path},
                       {"denoiser", "Denoiser's folder", Holds::path},
                       {"autoencoder", "Autoencoder's folder", Holds::path},
                       {"latent", "Statistics of the latent", Holds::path},
                       {"statistics", "Statistics of the fields", Holds::path},
                       {"masks", "Sea mask", Holds::path}}},
        .open = open,
        .recognises = recognises,
    };
}

}  // namespace core::prior
