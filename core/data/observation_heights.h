#pragma once

#include "core/data/observations.h"

#include <vector>

namespace core::data {

/// How observations near the ground are brought from their station's height to the model's.
struct HeightRules {
    double lapseRate = 0.0065;  ///< K/m; 0: temperatures are not changed
    double limit = 500;         ///< m; further away is rejected
};

/// Brings surface observations to the height of the model's ground, Δz = model − station:
///     temperature  T + (−Γ Δz);  σ grows by 2 K/km · |Δz|
///     pressure     p exp(−g Δz / (R T̄)), T̄ half-way, from the station's own temperature, else the standard
///                  atmosphere's; σ grows by what 5 K in T̄ mean
///     others       stay;  σ grows by the factor 1 + |Δz| / 1000 m
/// The change is kept in `correction`. Pressure at mean sea level is of no height and stays as it is.
/// modelHeights  m, one an observation, NaN unknown
/// source  Ingleby 2015, ECMWF Technical Memorandum 747; hypsometric equation, WMO-No. 8 (2018), I.3
/// return  how many were changed or had their error changed
std::size_t bringToModelHeights(std::vector<Observation>& observations, const std::vector<double>& modelHeights,
                                const HeightRules& rules);

}  // namespace core::data
