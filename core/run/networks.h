#pragma once

#include "core/api/request.h"
#include "core/data/gridded.h"
#include "core/data/observations.h"

namespace core::run {

/// What a network would have seen, and with which errors.
struct Simulated : data::ObservationSet {
    std::vector<std::string> errors;  ///< a sentence for each quantity reported
};

/// Makes noisy pseudo-observations of a series with a network of core/instrument: y = H(truth) + σ_o ε, bilinear in
/// space, at every state's time; areas are averaged as the state's own operator does.
/// Places and noise follow from the seed alone (counter-based), those of a satellite from the time too.
/// spec    network with its knobs, count, seed, variables (also derived ones such as wind_speed), errors (else the
///         default table), footprint
/// return  observations with values and errors in canonical units
/// throws  Error{badInput} for an unknown network or variable, a grid that is not global
[[nodiscard]] Simulated simulateNetwork(const data::Gridded& truth, const ObservationSpec& spec);

/// Radius of the discs that a request's values are means of, metres; 0 where it names none.
/// throws Error{badInput} where it is no length
[[nodiscard]] double footprintMetres(const ObservationSpec& spec);

}  // namespace core::run
