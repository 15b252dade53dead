#include "core/api/error.h"
#include "core/data/state_series.h"
#include "core/earth/sphere.h"
#include "core/prior/eof_correction.h"
#include "core/train/base/parameters.h"
#include "core/train/train.h"

#include <cmath>

namespace core::train {
namespace {

using prior::EofCorrection;
using prior::EofModel;
using prior::EofModes;

constexpr double validationShare = 0.1;   // of the time span, its end
constexpr std::int64_t validated = 48;    // windows, evenly spread

/// The climate with its transforms over a window, and the series whose windows are learned.
struct Climate {
    EofModel model;
    EofModes modes;
    data::StateSeries series;
};

/// Windows of a series as coefficients beside their dates: [B, T, Q + 4].
class Windows final : public Source {
public:
    Windows(std::shared_ptr<const Climate> climate, std::vector<std::size_t> starts)
        : climate_(std::move(climate)), starts_(std::move(starts))
    {
    }
    [[nodiscard]] std::int64_t samples() const override
    {
        return static_cast<std::int64_t>(starts_.size() * climate_->series.members());
    }
    [[nodiscard]] Tensor batch(const std::vector<std::int64_t>& numbers, Draws&) const override
    {
        std::vector<Tensor> all;
        for (const std::int64_t number : numbers) {
            const auto member = static_cast<std::size_t>(number) / starts_.size();
            all.push_back(window(member, starts_[static_cast<std::size_t>(number) % starts_.size()]));
        }
        return at::stack(all);
    }

private:
    [[nodiscard]] Tensor window(std::size_t member, std::size_t start) const
    {
        const auto& [model, modes, series] = *climate_;
        const std::int64_t length = modes.times();
        Tensor states = at::empty({length, static_cast<std::int64_t>(model.channels.size()), static_cast<std::int64_t>(model.lat.size()),
                                   static_cast<std::int64_t>(model.lon.size())},
                                  at::kFloat);
        series.read(member, start, static_cast<std::size_t>(length), states.data_ptr<float>());
        const std::vector<std::int64_t> times(series.times().begin() + static_cast<std::ptrdiff_t>(start),
                                              series.times().begin() + static_cast<std::ptrdiff_t>(start) + length);
        for (std::int64_t t = 0; t < length; ++t) {
            const std::int64_t time = times[static_cast<std::size_t>(t)];
            states[t].sub_(model.meanAt(time)).div_(model.scaleAt(time));
        }
        return at::cat({modes.analysis(states), EofCorrection::dates(times).to(at::kFloat)}, 1);
    }

    std::shared_ptr<const Climate> climate_;
    std::vector<std::size_t> starts_;
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
    std::vector<std::string> names;
    for (const Channel& channel : model.channels) {
        names.push_back(channel.standardName);
    }
    const std::int64_t rows = static_cast<std::int64_t>(model.lat.size()), columns = static_cast<std::int64_t>(model.lon.size());
    if (rows % 4 != 0 || columns % 4 != 0) {
        throw Error(Cause::badInput,
                    "The grid of " + std::to_string(rows) + " × " + std::to_string(columns) + " points cannot be halved twice.",
                    "Bring the files to a grid whose numbers of latitudes and longitudes are multiples of 4.");
    }
    const auto climate = std::shared_ptr<const Climate>(new Climate{std::move(model), std::move(modes), data::StateSeries({words.at("data")})});
    expectSame(climate->model, climate->series, words.at("data"));
    const auto starts = climate->series.starts(static_cast<std::size_t>(climate->modes.times()));
    const auto split = static_cast<std::size_t>(static_cast<double>(climate->series.times().size()) * (1 - validationShare));
    std::vector<std::size_t> training, late;
    for (const std::size_t start : starts) {
        if (start + static_cast<std::size_t>(climate->modes.times()) <= split) {
            training.push_back(start);
        } else if (start >= split) {
            late.push_back(start);
        }
    }
    if (training.empty() || late.empty()) {
        throw Error(Cause::badInput, "The series is too short: a tenth of it must hold a window of " + std::to_string(whole("length")) + " states to validate with.",
                    "Use more data or a smaller length.");
    }
    const std::size_t apart = std::max<std::size_t>(1, late.size() * climate->series.members() / validated);
    std::vector<std::size_t> chosen;
    for (std::size_t k = 0; k < late.size(); k += apart) {
        chosen.push_back(late[k]);
    }
    const std::int64_t width = whole("width");
    const prior::CorrectionConfig config{.states = whole("states"),
                                         .halo = whole("halo"),
                                         .widths = {width, width * 5 / 3 / 8 * 8, width * 8 / 3 / 8 * 8},
                                         .blocks = {whole("blocks"), whole("blocks"), whole("blocks")},
                                         .least = s.knobs.at("least"),
                                         .most = 2 * widest};
    return {.objective = std::make_unique<Correction>(climate, config, s.knobs.at("undated")),
            .training = std::make_unique<Windows>(climate, std::move(training)),
            .validation = std::make_unique<Windows>(climate, std::move(chosen))};
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
