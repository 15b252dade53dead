#pragma once

#include "core/denoiser/denoiser.h"
#include "core/observe/operator.h"

#include <cstdint>

namespace core::prior {

using at::Tensor;

/// Error variance that a given state is seen with, as a share of its elements' variance: 1 % of their standard deviation.
/// Small beside what a leg of a rollout does not know, large enough for the solve.
constexpr double givenShare = 1e-4;

/// How a prior's latent holds its states one by one, as vectors of n numbers that mean the same in each of its windows.
/// Elements of the latent are affine in them.
class StateVectors {
public:
    virtual ~StateVectors() = default;
    /// x [M, D] → [M, T, n]; T may exceed the window's states where the latent has more than these
    [[nodiscard]] virtual Tensor states(const Tensor& x) const = 0;
    /// inverse: [M, T, n] → [M, D]; of a latent with more states than are given, the others are like the last
    [[nodiscard]] virtual Tensor latent(const Tensor& states) const = 0;
    /// What is expected after a state, as views show it before it is sampled. last [M, 1, n]; mean [1, k, n] of the prior
    /// at the k times that follow; return [M or 1, k, n]. Default: the mean.
    [[nodiscard]] virtual Tensor expected(const Tensor& last, const Tensor& mean) const
    {
        return static_cast<void>(last), mean;
    }
    /// The first p states as guidance sees them where they are given, [M, p, n]; y is [M, p · n], of one member [p · n].
    /// Must not outlive this.
    /// source  Appa, arXiv:2504.18720: a forecast observes the states before it by a slice of the latent
    [[nodiscard]] virtual observe::Observed given(const Tensor& states) const = 0;
};

/// The first y.size(-1) elements of a latent, all with the same error or each with its own.
/// y         [M, p · n] in the latent's own units
/// variance  [1] or [p · n]
/// covariance  of the latent, for A V Aᵀ; null: products only. Must outlive the result.
[[nodiscard]] observe::Observed firstElements(const Tensor& y, const Tensor& variance,
                                              const denoiser::Covariance* covariance);

/// y of one member as all members see it.
[[nodiscard]] inline Tensor sharedByAll(const Tensor& y)
{
    return y.size(0) == 1 ? y[0] : y;
}

}  // namespace core::prior
