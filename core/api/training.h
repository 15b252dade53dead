#pragma once

#include "core/api/train_request.h"
#include "core/api/verbs.h"

#include <functional>
#include <string>

namespace core {

/// Where a training writes and how it goes on.
struct TrainPlace {
    std::string folder;    ///< of the prior that it becomes; made where it is not there
    bool resume = false;   ///< from the folder's checkpoint, with the same bits as without a pause
    std::function<bool()> interrupted = [] { return false; };  ///< asked once a step
};

struct TrainAnswer : Answer {
    bool interrupted = false;
};

/// Trains a prior and writes its folder: weights and description of the best validation, checkpoint, losses as CSV.
/// throws Error where data are missing, the training diverges (its last checkpoint is kept) or nothing can be written
[[nodiscard]] TrainAnswer trainPrior(const TrainRequest& request, const TrainPlace& place, const Watch& watch);

}  // namespace core
