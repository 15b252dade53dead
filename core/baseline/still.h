#pragma once

#include <ATen/ATen.h>

namespace core::baseline {

using at::Tensor;

/// Persistence: the first state of a trajectory held for all of it. [L, …] → [L, …]
[[nodiscard]] inline Tensor persistence(const Tensor& trajectory)
{
    return trajectory.narrow(0, 0, 1).expand_as(trajectory);
}

/// Climatology: the mean of a series held for `length` states. [n, …] → [length, …]
[[nodiscard]] inline Tensor climatology(const Tensor& series, std::int64_t length)
{
    const Tensor mean = series.mean(0, true);
    auto shape = mean.sizes().vec();
    shape[0] = length;
    return mean.expand(shape);
}

}  // namespace core::baseline
