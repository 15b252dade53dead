#pragma once

#include "core/schedule/schedule.h"

#include <cmath>

namespace core::schedule {

/// Variance exploding with σ geometric in t: α = 1, σ = σ_min^(1−t) σ_max^t.
/// source Song et al. 2021, arXiv:2011.13456, sec. 3.4
class LogLinear final : public Schedule {
public:
    LogLinear(double sigmaMin, double sigmaMax) : low_(std::log(sigmaMin)), high_(std::log(sigmaMax)) {}
    [[nodiscard]] Node at(double t) const override
    {
        return {.t = t, .alpha = 1, .sigma = std::exp((1 - t) * low_ + t * high_)};
    }

private:
    double low_, high_;
};

}  // namespace core::schedule
