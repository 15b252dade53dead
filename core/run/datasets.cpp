#include "core/run/datasets.h"

#include "core/api/error.h"
#include "core/earth/demonstration.h"
#include "core/run/paths.h"
#include "core/run/simulated_weather.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace core::run {
namespace {

/// What is made for the window, with an optional seed behind a colon.
constexpr const char* demonstrationName = "demonstration";
constexpr const char* earthName = "simulated-earth";
constexpr std::uint64_t firstOfTraining = std::uint64_t{1} << 31;

bool isNamed(const std::string& name, const std::string& made)
{
    return name == made || name.starts_with(made + ":");
}

std::uint64_t seedOf(const std::string& name)
{
    const auto colon = name.find(':');
    std::uint64_t seed = 1;
    if (colon != std::string::npos) {
        const char* first = name.data() + colon + 1;
        const auto [end, failed] = std::from_chars(first, name.data() + name.size(), seed);
        if (failed != std::errc{} || end != name.data() + name.size()) {
            throw Error(Cause::badInput, "\"" + name + "\" names no weather: a whole number must follow the colon.",
                        "Write for example \"" + name.substr(0, colon) + ":7\".");
        }
    }
    return seed;
}

/// throws Error{badInput} for seeds that are for training
std::uint64_t truthSeedOf(const std::string& name)
{
    const std::uint64_t seed = seedOf(name);
    if (seed >= firstOfTraining) {
        throw Error(Cause::badInput, "\"" + name + "\" has a seed that is for training.", "Give one below 2147483648.");
    }
    return seed;
}

/// The kind of a prior that is named by one word: a kind that needs no more, or a folder of some kind.
void nameKind(PriorSpec& spec, const std::string& folder)
{
    for (const prior::Entry& entry : prior::entries()) {
        if (entry.about.id == spec.name && entry.about.words.empty()) {
            spec.kind = spec.name;
            return;
        }
    }
    std::string path = resolved(spec.name, folder);
    if (!std::filesystem::is_directory(path)) {
        path = shippedPrior(spec.name);
    }
    if (path.empty()) {
        std::string shipped = "spectral";
        for (const std::string& name : shippedPriors()) {
            shipped += ", " + name;
        }
        throw Error(Cause::badInput, "prior \"" + spec.name + "\" is neither a shipped prior nor a folder.",
                    "Shipped are " + shipped + "; make a folder with embellie-cli fit.");
    }
    const auto all = prior::entries();
    const auto found = std::find_if(all.begin(), all.end(), [&](const prior::Entry& entry) {
        return entry.recognises != nullptr && entry.recognises(path);
    });
    spec.kind = found == all.end() ? "spectral" : found->about.id;
    spec.words["folder"] = path;
}

}  // namespace

bool isMade(const std::string& name)
{
    return isNamed(name, demonstrationName) || isNamed(name, earthName);
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
    if (isNamed(name, earthName)) {
        return simulatedWeather(truthSeedOf(name), window);
    }
    if (isNamed(name, demonstrationName)) {
        return earth::demonstration({.seed = seedOf(name), .start = window.start, .stepSeconds = window.stepSeconds,
                                     .states = window.length});
    }
    return data::readGridded({resolved(name, folder)}, wanted);
}

void simulateAhead(const std::string& name, const Window& window, const Tell& tell)
{
    if (isNamed(name, earthName)) {
        static_cast<void>(simulatedWeather(truthSeedOf(name), window, tell));
    }
}

std::shared_ptr<const prior::Model> openPrior(const PriorSpec& given, const std::string& folder, const Tell& tell)
{
    PriorSpec spec = given;
    if (spec.kind.empty() || !spec.name.empty()) {
        nameKind(spec, folder);
    }
    const prior::Entry& entry = prior::find(spec.kind);
    for (const Word& word : entry.about.words) {
        const auto text = spec.words.find(word.id);
        if (text != spec.words.end() && word.holds == Word::Holds::path) {
            text->second = resolved(text->second, folder);
        }
    }
    spec.knobs = complete(Kind::prior, {spec.kind, spec.knobs}, "prior").knobs;
    spec.fit = spec.fit.empty() ? spec.fit : expanded(spec.fit, folder);
    spec.background = spec.background.empty() ? spec.background : expanded({spec.background}, folder).front();
    return entry.open(spec, tell);
}

}  // namespace core::run
