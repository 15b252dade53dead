#pragma once

#include "core/task/task.h"

namespace core::task {

/// Every value of a coarse field as the mean over its cell: of the input's own cells where there is one, else of
/// factor × factor points of the truth. σ_o = error · the prior's area-mean spread of the variable.
/// throws Error{badInput} where there is neither, the input is no coarser than the prior's grid or shares no variable or
///        time with it, or the factor does not divide the grid
[[nodiscard]] data::ObservationSet coarseFields(const Given& given);

}  // namespace core::task
