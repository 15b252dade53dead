#pragma once

#include "core/observe/operator.h"
#include "core/prior/prior.h"

#include <vector>

namespace core::question {

/// What the Gaussian that a prior carries answers to observations, without sampling: the mode of
///     N(m, Σ) · N(y; A(x), R),  by Gauss–Newton from m:  x ← m + Σ Aᵀ (R + A Σ Aᵀ)⁻¹ (y − A(x) + A (x − m))
/// whose first iterate is the exact posterior mean where A is linear. Solved by preconditioned conjugate gradients,
/// so that any number of observations takes little memory.
/// return  the iterates [1, D], one where A is linear; empty where the prior carries no covariance with an eigenbasis
/// source  Bell and Cathey 1993, doi:10.1109/9.250476
[[nodiscard]] std::vector<at::Tensor> gaussianAnswers(const prior::Prior& prior,
                                                      const observe::Observed& observed, int iterations);

}  // namespace core::question
