#pragma once

#include "core/data/observations.h"
#include "core/prior/prior.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::task {

/// Compiles a description into pseudo-observations of what it says, from the prior's own mean and spread:
/// value = mean ± k·σ_b at places of the region, error ½ σ_b (¼ σ_b where a value is given).
/// text   English or French, e.g. "deep low over the North Atlantic, 12 °C over France"
/// times  of the window's states: points in time (lows, highs) lie at the middle one, spells at all
/// throws Error{badInput} when nothing of it is understood, or a value's unit fits nothing
/// return observations and notes: what was understood, and each word that was not
[[nodiscard]] data::ObservationSet described(const std::string& text, const prior::Prior& prior,
                                             const std::vector<std::int64_t>& times);

/// Start of a window for a description that names a season or month, ISO 8601; empty where it names none.
[[nodiscard]] std::string startOf(const std::string& text);

}  // namespace core::task
