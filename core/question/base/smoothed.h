#pragma once

#include "core/question/base/sampling.h"

namespace core::question {

/// Days that the ensemble smoother is cycled with the same networks before a window, as states of six hours.
inline constexpr int cycledStates = 40;

/// What the ensemble smoother in the simulated atmosphere makes of the observations that a window's problem uses, after
/// ten days of the same networks. Figures, means over globe and times of each channel:
///     smoother@  (mean of its members − truth)²     smootherVariance@  of its members
/// networks  as the problem's request has them, with seeds
/// throws Error{badInput} where the truth is no weather of the simulated atmosphere: other fields or steps
void addSmoother(Figures& figures, const Case& asked, const run::Problem& problem,
                 const std::vector<ObservationSpec>& networks);

}  // namespace core::question
