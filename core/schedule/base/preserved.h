#pragma once

#include <cmath>

namespace core::schedule {

/// σ of a variance-preserving schedule with a least noise: √(1 − α² + σ_min²), so that σ = σ_min where α = 1.
[[nodiscard]] inline double preservedSigma(double alpha, double sigmaMin)
{
    return std::sqrt(1 - alpha * alpha + sigmaMin * sigmaMin);
}

}  // namespace core::schedule
