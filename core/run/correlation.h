#pragma once

#include "core/api/request.h"
#include "core/data/observations.h"
#include "core/observe/whitening.h"

#include <vector>

namespace core::run {

/// An observation whose error may belong together with others' of the same state.
struct Correlated {
    const data::Observation* observation;
    int time;  ///< index of the state
};

/// Groups observations whose errors the request takes as correlated (CorrelationSpec); groups of one are left out.
/// all     in the order of the operator; `source` of each names its entry of the request
/// throws  Error{badInput} by JSON path where a length is none, or a group is too large to be factored
[[nodiscard]] std::vector<observe::ErrorBlock> errorBlocks(const Request& request,
                                                           const std::vector<Correlated>& all);

}  // namespace core::run
