#pragma once

#include "core/api/event.h"
#include "core/api/train_request.h"
#include "core/api/verbs.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace core {

/// How far a training is.
struct TrainStep {
    std::int64_t step = 0, steps = 0;      ///< done, of how many
    double loss = 0;                       ///< running mean of the training's own loss
    std::optional<double> validation = {}; ///< where it was just taken
    std::int64_t bestStep = 0;             ///< of the least validation loss, whose prior lies in the folder; 0: none yet
    double secondsPerStep = 0;             ///< mean since the start, validations included
};

/// Where a training writes and how it goes on.
struct TrainPlace {
    std::string folder;    ///< of the prior that it becomes; made where it is not there
    bool resume = false;   ///< from the folder's checkpoint, with the same bits as without a pause
    std::function<bool()> interrupted = [] { return false; };  ///< asked once a step
    std::function<void(const TrainStep&)> stepped = [](const TrainStep&) {};  ///< several times a second, and at validations
};

struct TrainAnswer : Answer {
    bool interrupted = false;
};

/// Trains a prior and writes its folder: weights and description of the best validation, checkpoint, losses as CSV.
/// throws Error where data are missing, the training diverges (its last checkpoint is kept) or nothing can be written
[[nodiscard]] TrainAnswer trainPrior(const TrainRequest& request, const TrainPlace& place, const Watch& watch);

/// The losses that a folder's training has gone through so far, from its CSV; empty where there is none.
[[nodiscard]] std::vector<TrainStep> trainedSoFar(const std::string& folder);

/// What a training in a thread of its own tells, from that thread and in order.
using TrainEvent = std::variant<Progress, TrainStep, TrainAnswer, Failed>;

/// One training at a time, in a thread of its own that gives way to others: for a window.
class TrainingThread {
public:
    explicit TrainingThread(std::function<void(const TrainEvent&)> event);
    /// Ends the training as stop() does, and waits for it; no call follows.
    ~TrainingThread();
    TrainingThread(const TrainingThread&) = delete;
    TrainingThread& operator=(const TrainingThread&) = delete;

    /// A training that goes on is ended first, as by stop().
    void start(const TrainRequest& request, const std::string& folder, bool resume);
    /// Ends between two steps and leaves a checkpoint; TrainAnswer follows.
    void stop();

private:
    std::function<void(const TrainEvent&)> event_;
    std::jthread work_;
};

}  // namespace core
