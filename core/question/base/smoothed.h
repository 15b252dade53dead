#pragma once

#include "core/question/base/sampling.h"

namespace core::question {

/// Days that the ensemble smoother is cycled with the same networks before a window, as states of six hours.
inline constexpr int cycledStates = 40;

/// What the ensemble smoother in the simulated atmosphere makes of the observations that a prior is given of a window, after
/// ten days of the same networks. Figures, means over globe and times of each channel:
///     smoother@  (mean of its members − truth)²     smootherVariance@  of its members
/// throws Error{badInput} where the truth is no weather of the simulated atmosphere: other fields or steps
[[nodiscard]] Figures smoothed(const Case& asked, const std::vector<ObservationSpec>& networks);

}  // namespace core::question
