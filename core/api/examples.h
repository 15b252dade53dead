#pragma once

#include "core/api/request.h"

#include <cstdint>
#include <optional>

namespace core {

/// Six days of the simulated earth from 300 surface stations and a satellite, by the prior that was trained on its weather.
[[nodiscard]] Request simulatedEarthRequest();

/// The seed of the weather that a request's truth and networks are made from; nothing where all come from files.
[[nodiscard]] std::optional<std::uint64_t> weatherSeed(const Request& request);

/// The same request with other weather: all that is made ("demonstration", "simulated-earth") gets this seed.
[[nodiscard]] Request withWeather(const Request& request, std::uint64_t seed);

}  // namespace core
