#include "core/api/examples.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace core {
namespace {

constexpr std::array<std::string_view, 2> made = {"demonstration", "simulated-earth"};

/// "demonstration" of "demonstration:7"; empty where the name is a file's
std::string_view kindOf(std::string_view name)
{
    const std::string_view kind = name.substr(0, name.find(':'));
    return std::ranges::find(made, kind) != made.end() ? kind : std::string_view();
}

std::optional<std::uint64_t> seedOf(std::string_view name)
{
    const std::string_view kind = kindOf(name);
    if (kind.empty()) {
        return std::nullopt;
    }
    std::uint64_t seed = 1;
    if (name.size() > kind.size()) {
        std::from_chars(name.data() + kind.size() + 1, name.data() + name.size(), seed);
    }
    return seed;
}

void setSeed(std::string& name, std::uint64_t seed)
{
    if (const std::string kind(kindOf(name)); !kind.empty()) {
        name = kind + ":" + std::to_string(seed);
    }
}

}  // namespace

Request simulatedEarthRequest()
{
    return parseRequest(R"({
  "prior": "simulated-earth",
  "task": {"kind": "reanalysis"},
  "window": {"start": "2020-01-01T00:00:00Z", "step": "PT6H", "length": 24},
  "observations": [{"network": "stations", "of": "simulated-earth:1", "count": 300, "seed": 1, "holdOut": 0.1},
                   {"network": "satellite", "of": "simulated-earth:1", "count": 100, "seed": 2}],
  "truth": "simulated-earth:1",
  "ensemble": {"members": 4, "seed": 42}
})");
}

std::optional<std::uint64_t> weatherSeed(const Request& request)
{
    std::optional<std::uint64_t> seed = seedOf(request.truth);
    for (const ObservationSpec& spec : request.observations) {
        seed = seed ? seed : seedOf(spec.of);
    }
    return seed;
}

Request withWeather(const Request& request, std::uint64_t seed)
{
    Request out = request;
    setSeed(out.truth, seed);
    for (ObservationSpec& spec : out.observations) {
        setSeed(spec.of, seed);
    }
    return out;
}

}  // namespace core
