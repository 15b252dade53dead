#pragma once

#include "core/api/train_request.h"
#include "core/train/train.h"

#include <memory>

namespace torch::optim {
class Optimizer;
}

namespace core::train {

/// The learning rate of step k, counted from 0, of `steps`.
[[nodiscard]] double rateAt(const OptimiserSpec& optimiser, const RateSpec& rate, std::int64_t step, std::int64_t steps);

/// Adam and AdamW of LibTorch over named parameters, with a state that can be written and taken back bit for bit.
class Optimiser {
public:
    /// parameters  leaves that record gradients; kept and moved in place
    Optimiser(const OptimiserSpec& spec, StateDict parameters);
    ~Optimiser();
    /// Norm of all gradients together, 2-norm in float64; NaN or infinite where one is.
    [[nodiscard]] double gradientNorm() const;
    /// One step with the gradients there are, cut to the spec's norm, which are zero afterwards.
    /// norm  what gradientNorm() said
    void step(double rate, double norm);
    void forgetGradients();

    /// "step.NAME", "first.NAME" and "second.NAME": steps and moments of each parameter
    [[nodiscard]] StateDict state() const;
    /// Takes a state() back. throws Error{badFile} where it belongs to other parameters
    void restore(const StateDict& state);

private:
    OptimiserSpec spec_;
    StateDict parameters_;
    std::unique_ptr<torch::optim::Optimizer> inner_;
};

}  // namespace core::train
