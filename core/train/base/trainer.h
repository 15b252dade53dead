#pragma once

#include "core/api/train_request.h"
#include "core/train/base/optimiser.h"
#include "core/train/train.h"

#include <limits>

namespace core::train {

/// What one step of a training was like.
struct StepReport {
    double loss = 0, gradientNorm = 0, rate = 0;
};

/// Where a training stands, beside its arrays.
struct Progression {
    std::int64_t step = 0;  ///< done
    double best = std::numeric_limits<double>::infinity();  ///< least validation loss
    std::int64_t bestStep = 0, waited = 0;                  ///< validations since then
    double mean = 0, leastMean = std::numeric_limits<double>::infinity();  ///< running mean of the loss
    double rowLoss = 0, rowNorm = 0;  ///< sums since the last row of the record
    std::int64_t rowSteps = 0;
};

/// Steps one objective on one source. Everything random is a function of (seed, step), so that a restored trainer
/// goes on with the same bits as one that never stopped.
class Trainer {
public:
    /// All must outlive this. throws Error{badInput} where an epoch is smaller than a batch
    Trainer(const Objective& objective, const Source& training, const Source& validation, TrainRequest request);

    /// One step of the optimiser. Where the loss or its gradient is not finite, or the loss has grown beyond
    /// request.divergence times its least running mean, nothing is moved.
    /// throws Error{badInput}: the one sentence that tells of it
    StepReport step();
    /// Mean loss of averaged() over the validation samples, always with the same noise; notes whether it is the best.
    double validate();
    [[nodiscard]] bool improved() const { return at_.waited == 0; }
    [[nodiscard]] bool exhausted() const;  ///< patience is at its end

    [[nodiscard]] const Progression& at() const { return at_; }
    /// Mean loss and gradient norm since the last call, and starts anew
    [[nodiscard]] StepReport row();
    /// Parameters as they are, and as they are kept: their moving average, or themselves
    [[nodiscard]] const StateDict& parameters() const { return parameters_; }
    [[nodiscard]] const StateDict& averaged() const { return request_.average > 0 ? average_ : parameters_; }

    /// Writes all that goes on depends on: parameters, average, moments, progression. throws Error{badFile}
    void save(const std::string& path) const;
    /// Goes on from there. throws Error{badFile} where the file belongs to another training
    void restore(const std::string& path);

private:
    [[nodiscard]] std::vector<std::int64_t> numbersOf(std::int64_t step);
    void announceAfter(std::int64_t step);
    void expectSound(double loss, double norm) const;
    void average();

    const Objective& objective_;
    const Source &training_, &validation_;
    TrainRequest request_;
    /// The samples of one epoch in their order; with many of them it takes too long for every step.
    struct Epoch {
        std::int64_t number = -1;
        Tensor samples;
    };
    Epoch epoch_;
    StateDict parameters_, average_;
    Optimiser optimiser_;
    Progression at_;
};

}  // namespace core::train
