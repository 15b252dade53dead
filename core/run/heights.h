#pragma once

#include "core/api/request.h"
#include "core/run/networks.h"

namespace core::run {

/// Brings the surface observations of a file to the model's heights, where these are known: from the entry's
/// orography, else from the prior's background. What was done is added to the notes.
/// throws Error{badFile, badInput} where a named orography cannot be read
void bringToModel(const ObservationSpec& spec, const Request& request, Simulated& set);

}  // namespace core::run
