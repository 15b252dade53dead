#pragma once

#include "core/api/request.h"
#include "core/data/observations.h"

#include <vector>

namespace core::run {

/// Rejects what is outside the entry's limits, and what no weather has where it gives none; a network's values are its
/// series' own and stay.
/// throws Error{badInput} for limits in a unit that is not the variable's
void checkValues(const ObservationSpec& spec, std::vector<data::Observation>& all);

}  // namespace core::run
