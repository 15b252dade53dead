#pragma once

#include "core/api/request.h"
#include "core/data/gridded.h"
#include "core/data/observations.h"

namespace core::run {

/// Makes noisy pseudo-observations of a series: y = H(truth) + σ_o ε, bilinear in space, at every state's time.
///     stations     surface variables at random places (all variables where the series has none at the surface)
///     radiosondes  all variables and levels at random places
///     coarse       all variables and levels on every n-th grid point, n so that at most `count` remain
///     wind         wind_speed wherever the series has both wind components
/// Places are uniform on the sphere and follow, like the noise, from the seed alone (counter-based).
/// spec    network, count, seed, variables, errors (else the default table) are used
/// return  observations with values and errors in canonical units; notes name every error used
/// throws  Error{badInput} for an unknown network or variable, a grid that is not global
[[nodiscard]] data::ObservationSet simulateNetwork(const data::Gridded& truth, const ObservationSpec& spec);

}  // namespace core::run
