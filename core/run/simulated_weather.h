#pragma once

#include "core/run/datasets.h"

#include <cstdint>

namespace core::run {

/// Weather of the simulated earth over a window, of a seed never trained on. Made once: the last few are remembered, and
/// kept as files in the user's cache folder where there is one.
/// throws Error{badInput} where the window's states are no whole number of six hours apart
[[nodiscard]] data::Gridded simulatedWeather(std::uint64_t seed, const Window& window, const Tell& tell = {});

}  // namespace core::run
