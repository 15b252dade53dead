#include "core/api/error.h"
#include "core/prior/eof_correction.h"
#include "core/train/base/parameters.h"
#include "core/train/base/window_source.h"
#include "core/train/train.h"

#include <cmath>

namespace core::train {
namespace {

using prior::EofCorrection;
using prior::EofModel;
using prior::EofModes;

/// The climate with its transforms over a window.
struct Climate {
    EofModel model;
    EofModes modes;
};

/// Windows of a series as coefficients beside their dates: [B, T, Q + 4].
class Coefficients final : public Source {
public:
    Coefficients(std::shared_ptr<const Climate> climate, std::shared_ptr<const data::StateSeries> series, const data::WindowPlan& plan)
        : climate_(std::move(climate)), windows_(std::move(series), plan)
    {
    }
    [[nodiscard]] std::int64_t samples() const override { return windows_.samples(); }
    void announce(const std::vector<std::vector<std::int64_t>>& next) const override { windows_.announce(next); }
    [[nodiscard]] Tensor batch(const std::vector<std::int64_t>& numbers, Draws& draws) const override
    {
        const Tensor states = windows_.batch(numbers, draws);
        const auto firsts = windows_.firstTimes(numbers);
        std::vector<Tensor> all;
        for (std::int64_t b = 0; b < states.size(0); ++b) {
            std::vector<std::int64_t> times;
            for (std::int64_t t = 0; t < states.size(1); ++t) {
                times.push_back(firsts[static_cast<std::size_t>(b)] + t * climate_->model.stepSeconds);
                states[b][t].sub_(climate_->model.meanAt(times.back())).div_(climate_->model.scaleAt(times.back()));
            }
            all.push_back(at::cat({climate_->modes.analysis(states[b]), EofCorrection::dates(times).to(at::kFloat)}, 1));
        }
        return at::stack(all);
    }

private:
    std::shared_ptr<const Climate> climate_;
    WindowSource windows_;
};

/// The correction F of D = W + e F: its loss is the denoising error in units of the climate's own,
///     mean (D(x + u z) − x)²/e(u)²,  ln u uniform
class Correction final : public Objective {
public:
    Correction(std::shared_ptr<const Climate> climate, prior::CorrectionConfig config, double undated)
        : climate_(std::move(climate)), config_(std::move(config)), undated_(undated)
    {
    }
    [[nodiscard]] StateDict initial(Draws& draws) const override
    {
        StateDict parameters = initialWeights(network::sphereUnetShapes(EofCorrection::unet(climate_->model, config_)), draws);
        for (auto& [name, tensor] : parameters) {
            const bool ends = name.starts_with("last.") || name.find(".second.") != std::string::npos;
            if (ends) {
                tensor.zero_();  // each block and the whole begin as nothing
            }
        }
        parameters.at("places").mul_(std::sqrt(static_cast<double>(parameters.at("places")[0].numel())));
        return parameters;
    }
    [[nodiscard]] Tensor loss(const StateDict& parameters, const Tensor& batch, Draws& draws) const override
    {
        const EofModes& modes = climate_->modes;
        network::Weights weights(parameters);
        const EofCorrection correction(climate_->model, config_, network::Scope(weights));
        const std::int64_t members = batch.size(0);
        const Tensor truth = batch.narrow(2, 0, modes.coefficients()).contiguous();
        const Tensor x = modes.latent(truth);
        const Tensor share = draws.uniform(members).to(at::kFloat);
        const Tensor logNoise = share * std::log(config_.most / config_.least) + std::log(config_.least);
        const Tensor told = draws.uniform(1).ge(undated_);  // of the whole batch, so that it is one network call
        const Tensor dates = told.item<bool>() ? batch.narrow(2, modes.coefficients(), batch.size(2) - modes.coefficients()) : Tensor();
        const Tensor u = logNoise.exp(), square = u.square().unsqueeze(1);
        const Tensor noisy = x + draws.normal(x.sizes()).to(at::kFloat) * u.unsqueeze(1);
        const Tensor wiener = noisy * (modes.eigenvalues() / (modes.eigenvalues() + square));
        const prior::WienerLevels levels = prior::wienerLevels(modes.eigenvalues(), u);
        const Tensor removed = (noisy - wiener) / levels.removed.unsqueeze(1);
        // one of the windows that a run would correct
        const std::int64_t windows = (modes.times() + config_.states - 1) / config_.states;
        const std::int64_t first = std::min((draws.uniform(1) * static_cast<double>(windows)).to(at::kLong).item<std::int64_t>(), windows - 1) * config_.states;
        const Tensor kept = modes.series(wiener);
        const Tensor made = correction.window(modes, {modes.series(removed), kept, logNoise, dates}, first);
        const Tensor missed = (kept - truth).narrow(1, first, made.size(1)) / levels.error.view({-1, 1, 1});
        return ((missed + made) * modes.kappa()).square().mean();
    }
    void save(const StateDict& parameters, const std::string& folder) const override
    {
        prior::saveEofs(climate_->model, folder);
        prior::saveCorrection(parameters, config_, folder);
    }

private:
    std::shared_ptr<const Climate> climate_;
    prior::CorrectionConfig config_;
    double undated_;
};

void expectSame(const EofModel& model, const data::StateSeries& series, const std::string& data)
{
    const auto keys = [](const std::vector<Channel>& channels) {
        std::vector<std::string> out;
        for (const Channel& channel : channels) {
            out.push_back(channel.key());
        }
        return out;
    };
    if (series.stepSeconds() != model.stepSeconds || series.lat() != model.lat || series.lon() != model.lon ||
        keys(series.channels()) != keys(model.channels)) {
        throw Error(Cause::badInput, data + " has another grid, other variables or another step than the climate it shall correct.",
                    "Fit the climate from the same files: embellie-cli fit --kind eof.");
    }
}

Training made(const Selection& s, const Words& words)
{
    const auto whole = [&](const char* knob) { return static_cast<std::int64_t>(s.knobs.at(knob)); };
    EofModel model = prior::loadEofs(words.at("climate"));
    EofModes modes(model, whole("length"), at::kFloat);
    const double widest = std::sqrt(modes.eigenvalues().max().item<double>());
    const std::int64_t rows = static_cast<std::int64_t>(model.lat.size()), columns = static_cast<std::int64_t>(model.lon.size());
    if (rows % 4 != 0 || columns % 4 != 0) {
        throw Error(Cause::badInput,
                    "The grid of " + std::to_string(rows) + " × " + std::to_string(columns) + " points cannot be halved twice.",
                    "Bring the files to a grid whose numbers of latitudes and longitudes are multiples of 4.");
    }
    const auto series = std::make_shared<const data::StateSeries>(std::vector<std::string>{words.at("data")});
    expectSame(model, *series, words.at("data"));
    const auto climate = std::make_shared<const Climate>(Climate{std::move(model), std::move(modes)});
    const auto length = static_cast<std::size_t>(whole("length"));
    using Part = data::WindowPlan::Part;
    const std::int64_t width = whole("width") / 8 * 8;  // groups of channels are normalised
    const prior::CorrectionConfig config{.states = whole("states"),
                                         .halo = whole("halo"),
                                         .widths = {width, width * 5 / 3 / 8 * 8, width * 8 / 3 / 8 * 8},
                                         .blocks = {whole("blocks"), whole("blocks"), whole("blocks")},
                                         .least = s.knobs.at("least"),
                                         .most = 2 * widest};
    return {.objective = std::make_unique<Correction>(climate, config, s.knobs.at("undated")),
            .training = std::make_unique<Coefficients>(climate, series, data::WindowPlan{.part = Part::training, .length = length}),
            .validation = std::make_unique<Coefficients>(
                climate, series, data::WindowPlan{.part = Part::validation, .length = length, .stride = length})};
}

}  // namespace

Entry eof()
{
    return {
        .about = {.id = "eof",
                  .label = "Correction of a climate of waves",
                  .source = "Karras et al. 2022, arXiv:2206.00364, with the Gaussian climate's denoiser in place of the skip",
                  .formula = "mean (W + e F − x)²/e²: denoising error in units of the Gaussian climate's",
                  .knobs = {{"length", "States of a window", "1", 24, 2, 64, true},
                            {"states", "States corrected at a time", "1", 8, 1, 64, true},
                            {"halo", "States seen on each side of them", "1", 2, 0, 16, true},
                            {"width", "Channels on the full grid", "1", 96, 24, 1024, true},
                            {"blocks", "Residual blocks a depth and way", "1", 1, 1, 8, true},
                            {"least", "Least noise that is learned", "1", 0.05, 1e-4, 10, false},
                            {"undated", "Share of batches without a date", "1", 0.1, 0, 1, false}},
                  .note = "climate is a folder of embellie-cli fit --kind eof, data the files it was fitted from: nine tenths of "
                          "the time train, the last tenth validates.",
                  .words = {{"climate", "folder of the climate", Word::Holds::path},
                            {"data", "gridded file, or folder of files", Word::Holds::path}}},
        .make = made,
    };
}

}  // namespace core::train
