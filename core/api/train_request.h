#pragma once

#include "core/api/catalogue.h"

#include <cstdint>
#include <span>
#include <string>

namespace core {

/// How the weights are moved. source Loshchilov, Hutter 2019, arXiv:1711.05101
struct OptimiserSpec {
    std::string kind = "adamw";  ///< "adamw", or "adam" (decay added to the gradient)
    double rate = 1e-3;          ///< learning rate at the start
    double beta1 = 0.9, beta2 = 0.999;
    double weightDecay = 1e-3;
    double clip = 0;             ///< largest norm of a gradient; 0: as it is
};

/// How the learning rate goes on: rate · f(k/steps) behind a linear rise over `warmUp` steps.
struct RateSpec {
    std::string kind = "linear";  ///< "constant" 1, "linear" 1 − x, "cosine" (1 + cos πx)/2
    int warmUp = 0;
};

/// When the validation loss is taken, and when it ends the training.
struct ValidationSpec {
    int every = 500;   ///< steps
    int patience = 0;  ///< validations without a new best before the training ends; 0: never
};

/// One training, completely: what is trained (a kind with its knobs) and how.
struct TrainRequest {
    Selection training;
    std::map<std::string, std::string> words = {};  ///< texts and paths of the kind, e.g. its data
    OptimiserSpec optimiser;
    RateSpec rate;
    int steps = 10000;
    int batch = 64;
    double average = 0;  ///< decay a step of the exponential moving average that is kept; 0: the weights themselves
    ValidationSpec validation;
    int checkpointEvery = 1000;  ///< steps
    double divergence = 100;     ///< factor on the least mean loss so far at which the training is given up
    std::uint64_t seed = 0;
};

/// What can be trained, with its knobs; sorted by id.
[[nodiscard]] std::span<const Choice> trainings();

/// Reads a training. Unknown keys, kinds and values out of range are errors that name the JSON path and what is allowed.
/// throws Error{badInput}
[[nodiscard]] TrainRequest parseTrainRequest(const std::string& text);
/// Reads a file of one; paths in it are relative to its folder. throws Error{badFile} when it cannot be read, else as
/// parseTrainRequest
[[nodiscard]] TrainRequest readTrainRequest(const std::string& path);
/// The training as JSON text; parseTrainRequest(printTrainRequest(r)) equals r.
[[nodiscard]] std::string printTrainRequest(const TrainRequest& request);

}  // namespace core
