#pragma once

#include "core/earth/model/dynamics.h"
#include "core/earth/model/implicit.h"

namespace core::earth::model {

/// The dry atmosphere: semi-implicit leapfrog steps of many independent members at once.
///     d = ν/2 (X⁻ − 2X + X⁺),  X ← X + α d,  X⁺ ← X⁺ − (1 − α) d;  diffusion and friction implicit on X⁺
/// source  Williams 2009, doi:10.1175/2009MWR2724.1
class Atmosphere {
public:
    /// options  floating type and device of all tensors
    /// ground   see Dynamics
    Atmosphere(const Plan& plan, std::shared_ptr<const Forcing> forcing, const Tensor& ground,
               const at::TensorOptions& options);

    /// Begins at a state; the first step is half as long and forward.
    /// seconds  since 1970-01-01T00:00:00Z
    void start(const State& state, double seconds);
    /// Goes on from two neighbouring times of an earlier run: the steps are those that it would have made.
    void resume(const State& before, const State& now, double seconds);

    /// throws Error{badInput} when the state is no longer finite
    void advance(int steps);

    [[nodiscard]] const State& state() const { return now_; }
    [[nodiscard]] const State& before() const { return before_; }
    [[nodiscard]] double seconds() const { return seconds_; }
    [[nodiscard]] double stepSeconds() const { return step_; }
    [[nodiscard]] int stepsPerDay() const { return stepsPerDay_; }
    [[nodiscard]] const Plan& plan() const { return plan_; }
    [[nodiscard]] const GaussianTransform& transform() const { return *transform_; }
    [[nodiscard]] const Implicit& implicit() const { return implicit_; }

private:
    void damp(State& x, double interval) const;

    Plan plan_;
    std::shared_ptr<const GaussianTransform> transform_;
    Dynamics dynamics_;
    Implicit implicit_;
    Tensor rate_;  // of damping, s-1: [3, 1, 1, N, 1, L]
    int stepsPerDay_;
    double step_, seconds_ = 0;
    State before_, now_;
    bool fresh_ = true;
};

}  // namespace core::earth::model
