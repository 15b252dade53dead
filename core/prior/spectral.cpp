#include "core/prior/spectral.h"

#include "core/api/error.h"
#include "core/data/gridded.h"
#include "core/earth/demonstration.h"

#include <filesystem>
#include <mutex>
#include <utility>

namespace core::prior {

namespace {

constexpr std::int64_t climateStart = 946684800;  // 2000-01-01

class Climate final : public Model {
public:
    explicit Climate(std::shared_ptr<const SpectralModel> model) : model_(std::move(model)) {}
    [[nodiscard]] std::optional<std::int64_t> start() const override
    {
        return model_->meanTimes.empty() ? std::nullopt : std::optional(model_->meanTimes.front());
    }
    [[nodiscard]] std::shared_ptr<const Prior> over(const std::vector<std::int64_t>& times,
                                                    const at::TensorOptions& options) const override
    {
        return std::make_shared<Spectral>(*model_, times, options);
    }

private:
    std::shared_ptr<const SpectralModel> model_;
};

/// The shipped climate: 120 days of demonstration weather that no demonstration truth shares (its own seed).
std::shared_ptr<const SpectralModel> shippedClimate(const Tell& tell)
{
    static std::mutex guard;
    static std::shared_ptr<const SpectralModel> kept;
    const std::lock_guard lock(guard);
    if (!kept) {
        tell("Making the demonstration climate", 0);
        const auto climate = earth::demonstration(
            {.seed = 0, .start = climateStart, .stepSeconds = 12 * 3600, .states = 240});
        tell("Fitting the prior", 0.6);
        auto model = fitSpectral(climate, {});
        model.source = "120 days of demonstration weather";
        kept = std::make_shared<const SpectralModel>(std::move(model));
        tell("Fitting the prior", 1);
    }
    return kept;
}

std::shared_ptr<const SpectralModel> made(const PriorSpec& spec, const Tell& tell)
{
    const bool fit = !spec.fit.empty();
    const auto files = fit ? spec.fit : std::vector<std::string>{spec.background};
    tell("Reading " + std::filesystem::path(files.front()).filename().string(), 0);
    const auto series = data::readGridded(files, {.variables = spec.variables, .levelsHpa = spec.levels, .regional = !fit});
    constexpr std::size_t most = 48;
    if (series.channels.size() > most) {
        throw Error(Cause::badInput,
                    "The prior would have " + std::to_string(series.channels.size()) +
                        " variables and levels, more than " + std::to_string(most) + ".",
                    "Name the ones to use in prior.variables and prior.levels.");
    }
    tell(fit ? "Fitting the prior" : "Setting up the prior", 0.5);
    return std::make_shared<const SpectralModel>(fit ? fitSpectral(series, spec)
                                                     : aroundBackground(series, spec));
}

std::shared_ptr<const Model> open(const PriorSpec& spec, const Tell& tell)
{
    if (!spec.fit.empty() || !spec.background.empty()) {
        return std::make_shared<Climate>(made(spec, tell));
    }
    const auto folder = spec.words.find("folder");
    return std::make_shared<Climate>(folder == spec.words.end()
                                         ? shippedClimate(tell)
                                         : std::make_shared<const SpectralModel>(loadPrior(folder->second)));
}

}  // namespace

Entry spectral()
{
    return {
        .about =
            {.id = "spectral",
             .label = "Spectral climate",
             .source = "Daley 1991, Atmospheric Data Analysis, ch. 4; here with its exact denoiser",
             .formula = "state = mean + scale · Σ a_lm Y_lm,  ⟨a_lm aᵀ_l'm'⟩ = δ δ B_l,  AR(1) in time",
             .note =
                 "Fitted from files (fit), set around a field (background, error, length), or the shipped "
                 "climate. Its posterior under linear observations is known exactly."},
        .open = open,
        .recognises =
            [](const std::string& folder) {
                return std::filesystem::exists(std::filesystem::path(folder) / "prior.json");
            },
    };
}

}  // namespace core::prior
