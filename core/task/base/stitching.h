#pragma once

#include "core/observe/operator.h"

#include <cstdint>
#include <functional>

namespace core::task {

using at::Tensor;

/// A trajectory made window after window: each next window is sampled given the last `past` states of the one before,
/// seen through an identity slice of the latent, and gives its remaining states.
/// source  Appa, arXiv:2504.18720 (code): autoregressive forecast
struct Stitching {
    std::int64_t window = 24;  ///< K, states a window
    std::int64_t past = 12;    ///< states the next window is given, 1 … K − 1
    double variance = 1e-6;    ///< of the given states' error, in the latent's own units; > 0

    /// Windows that make `wanted` states.
    [[nodiscard]] std::int64_t windows(std::int64_t wanted) const;
    /// What the next window sees of a previous one: x [M, K · n] of the previous window; y is each member's own
    [[nodiscard]] observe::Observed given(const Tensor& previous) const;
};

/// One window [M, K · n] given what it sees; number w counts from 1 for the window after the first.
using SampleWindow = std::function<Tensor(const observe::Observed& given, std::int64_t w)>;

/// Continues a first window until `wanted` states are there.
/// first   [M, K · n], states in time order
/// sample  draws a window conditioned on what it sees, e.g. a run of a guided sampler with its own noise
/// return  [M, wanted · n]
/// throws  Error{badInput} when past or variance is out of range
[[nodiscard]] Tensor stitched(const Stitching& stitching, const Tensor& first, std::int64_t wanted,
                              const SampleWindow& sample);

}  // namespace core::task
