#include "core/run/datasets.h"

#include "core/api/error.h"
#include "core/earth/demonstration.h"
#include "core/run/paths.h"

#include <charconv>
#include <filesystem>
#include <mutex>

namespace core::run {
namespace {

constexpr const char* demonstrationName = "demonstration";
constexpr std::int64_t climateStart = 946684800;  // 2000-01-01

std::uint64_t seedOf(const std::string& name)
{
    const auto colon = name.find(':');
    std::uint64_t seed = 1;
    if (colon != std::string::npos) {
        const char* first = name.data() + colon + 1;
        const auto [end, failed] = std::from_chars(first, name.data() + name.size(), seed);
        if (failed != std::errc{} || end != name.data() + name.size()) {
            throw Error(Cause::badInput, "\"" + name + "\" names no demonstration: a whole number must follow the colon.",
                        "Write \"demonstration\" or, for another one, \"demonstration:7\".");
        }
    }
    return seed;
}

/// The shipped climate: 120 days of demonstration weather that no demonstration truth shares (its own seed).
std::shared_ptr<const prior::SpectralModel> shippedClimate(const Tell& tell)
{
    static std::mutex guard;
    static std::shared_ptr<const prior::SpectralModel> kept;
    const std::lock_guard lock(guard);
    if (!kept) {
        tell("Making the demonstration climate", 0);
        const auto climate = earth::demonstration({.seed = 0, .start = climateStart, .stepSeconds = 12 * 3600, .states = 240});
        tell("Fitting the prior", 0.6);
        auto model = prior::fitSpectral(climate, {});
        model.source = "120 days of demonstration weather";
        kept = std::make_shared<const prior::SpectralModel>(std::move(model));
        tell("Fitting the prior", 1);
    }
    return kept;
}

}  // namespace

bool isDemonstration(const std::string& name)
{
    return name == demonstrationName || name.starts_with(std::string(demonstrationName) + ":");
}

std::vector<std::int64_t> Window::times() const
{
    std::vector<std::int64_t> out;
    for (int i = 0; i < length; ++i) {
        out.push_back(start + i * stepSeconds);
    }
    return out;
}

data::Gridded series(const std::string& name, const std::string& folder, const Window& window, const data::Wanted& wanted)
{
    if (isDemonstration(name)) {
        return earth::demonstration({.seed = seedOf(name), .start = window.start, .stepSeconds = window.stepSeconds,
                                     .states = window.length});
    }
    return data::readGridded({resolved(name, folder)}, wanted);
}

std::shared_ptr<const prior::SpectralModel> spectralModel(const PriorSpec& spec, const std::string& folder, const Tell& tell)
{
    if (spec.fit.empty() && spec.background.empty()) {
        if (spec.name == "spectral") {
            return shippedClimate(tell);
        }
        const std::string path = resolved(spec.name, folder);
        if (!std::filesystem::is_directory(path)) {
            throw Error(Cause::badInput, "prior \"" + spec.name + "\" is neither a shipped prior nor a folder.",
                        "Shipped is \"spectral\"; make a folder with embellie-cli fit.");
        }
        return std::make_shared<const prior::SpectralModel>(prior::loadPrior(path));
    }
    const data::Wanted wanted{spec.variables, spec.levels};
    const bool fit = !spec.fit.empty();
    const auto files = expanded(fit ? spec.fit : std::vector<std::string>{spec.background}, folder);
    tell("Reading " + std::filesystem::path(files.front()).filename().string(), 0);
    const auto series = data::readGridded(files, wanted);
    constexpr std::size_t most = 48;
    if (series.channels.size() > most) {
        throw Error(Cause::badInput, "The prior would have " + std::to_string(series.channels.size()) +
                    " variables and levels, more than " + std::to_string(most) + ".",
                    "Name the ones to use in prior.variables and prior.levels.");
    }
    tell(fit ? "Fitting the prior" : "Setting up the prior", 0.5);
    return std::make_shared<const prior::SpectralModel>(fit ? prior::fitSpectral(series, spec)
                                                            : prior::aroundBackground(series, spec));
}

}  // namespace core::run
