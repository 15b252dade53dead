#include "core/run/simulated_weather.h"

#include "core/api/error.h"
#include "core/earth/model/weather.h"

#include <cstdlib>
#include <filesystem>
#include <list>
#include <mutex>

namespace core::run {
namespace {

namespace fs = std::filesystem;
using earth::model::weatherStep;

constexpr std::size_t remembered = 3;
constexpr std::int64_t longest = 400;  // states: a hundred days

struct Wanted {
    std::uint64_t seed;
    std::int64_t start;
    int states;  ///< six hours apart
    bool operator==(const Wanted&) const = default;
};

fs::path cacheOf(const Wanted& wanted)
{
    const char* set = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    const fs::path root = set != nullptr && *set != '\0' ? fs::path(set) : home != nullptr ? fs::path(home) / ".cache" : fs::path();
    if (root.empty()) {
        return {};
    }
    return root / "embellie" / "weather" /
           ("earth-" EMBELLIE_VERSION "-" + std::to_string(wanted.seed) + "-" + std::to_string(wanted.start) + "-" +
            std::to_string(wanted.states) + ".nc");
}

/// What is cached is a convenience: where it cannot be read or written it is made again.
std::optional<data::Gridded> read(const fs::path& file, const Wanted& wanted)
{
    std::error_code none;
    if (file.empty() || !fs::exists(file, none)) {
        return std::nullopt;
    }
    try {
        data::Gridded out = data::readGridded({file.string()});
        return out.times.size() == static_cast<std::size_t>(wanted.states) ? std::optional(std::move(out)) : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;
    }
}

void keep(const fs::path& file, const data::Gridded& weather)
{
    std::error_code failed;
    if (file.empty() || (fs::create_directories(file.parent_path(), failed), failed)) {
        return;
    }
    try {
        data::writeGridded(file.string(), weather, "Weather of the simulated earth");
    } catch (const Error&) {
        return;
    }
}

data::Gridded made(const Wanted& wanted, const Tell& tell)
{
    const fs::path file = cacheOf(wanted);
    if (auto known = read(file, wanted)) {
        return std::move(*known);
    }
    data::Gridded out = earth::model::weather(wanted.seed, wanted.start, wanted.states, [&](double share) {
        if (tell) {
            tell("Simulating weather", share);
        }
    });
    keep(file, out);
    return out;
}

/// Every n-th state.
data::Gridded thinned(const data::Gridded& all, std::size_t n)
{
    if (n == 1) {
        return all;
    }
    data::Gridded out{.lat = all.lat, .lon = all.lon, .channels = all.channels};
    for (std::size_t t = 0; t < all.times.size(); t += n) {
        const auto first = all.values.begin() + static_cast<std::ptrdiff_t>(all.at(t, 0));
        out.times.push_back(all.times[t]);
        out.values.insert(out.values.end(), first, first + static_cast<std::ptrdiff_t>(all.at(1, 0)));
    }
    return out;
}

}  // namespace

data::Gridded simulatedWeather(std::uint64_t seed, const Window& window, const Tell& tell)
{
    const std::int64_t every = window.length > 1 ? window.stepSeconds / weatherStep : 1;
    if (window.length > 1 && (every < 1 || window.stepSeconds % weatherStep != 0)) {
        throw Error(Cause::badInput, "The simulated earth has states six hours apart, which window.step does not fit.",
                    "Give window.step \"PT6H\" or a multiple.");
    }
    const std::int64_t states = (window.length - 1) * every + 1;
    if (states > longest) {
        throw Error(Cause::badInput, "The window spans " + std::to_string(states / 4) + " days of the simulated earth, more than " + std::to_string(longest / 4) + ".",
                    "Write the weather to a file first: embellie-cli simulate.");
    }
    static std::mutex guard;
    static std::list<std::pair<Wanted, data::Gridded>> known;
    const std::lock_guard lock(guard);
    const Wanted wanted{seed, window.start, static_cast<int>(states)};
    for (const auto& [was, weather] : known) {
        if (was == wanted) {
            return thinned(weather, static_cast<std::size_t>(every));
        }
    }
    known.emplace_front(wanted, made(wanted, tell));
    if (known.size() > remembered) {
        known.pop_back();
    }
    return thinned(known.front().second, static_cast<std::size_t>(every));
}

}  // namespace core::run
