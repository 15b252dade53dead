#pragma once

#include "core/api/train_request.h"
#include "core/api/training.h"

#include <functional>
#include <string>

namespace core::train {

/// Where a training writes, and how it may be ended early.
struct Course {
    std::string folder;                ///< made where it is not there
    enum class From { start, checkpoint } from = From::start;
    std::function<bool()> interrupted = [] { return false; };  ///< asked once a step
    Watch watch = [](const std::string&, double) {};
    std::function<void(const TrainStep&)> stepped = [](const TrainStep&) {};  ///< several times a second, and at validations
};

/// How a training ended.
struct CourseEnd {
    enum class Why { steps, patience, interrupted } why = Why::steps;
    std::int64_t steps = 0, bestStep = 0;
    double best = 0, seconds = 0;
    std::uint64_t hash = 0;  ///< of the parameters as they are
    std::int64_t parameters = 0;
};

/// Trains from a request to a prior's folder: weights.safetensors and prior.json of the least validation loss,
/// checkpoint.safetensors of the last multiple of checkpointEvery (and of the end), loss.csv, training.json.
/// An interruption is heeded between steps and leaves a checkpoint that From::checkpoint goes on from with the same bits.
/// throws Error{badInput} where the training diverges, its last checkpoint kept; Error{badFile} where it cannot write
[[nodiscard]] CourseEnd train(const TrainRequest& request, const Course& course);

}  // namespace core::train
