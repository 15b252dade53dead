#pragma once

#include "core/denoiser/denoiser.h"
#include "core/observe/operator.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::run {

/// One way to solve MMPS's systems over a whole run, and what it cost.
struct SolveRow {
    std::string name;
    double milliseconds = 0;
    std::uint64_t evaluations = 0;  ///< of the denoiser, one a member
    std::uint64_t products = 0;     ///< with its derivative (vjp), one a member
    double error = 0;               ///< of the ensemble mean against the same run with exact solves, relative
};

/// MMPS over a run of a prior that knows its covariance: fixed iterations member by member as in the reference,
/// then batched, stopped by the residual, started at the last solution, preconditioned by the prior's covariance.
/// start  noise of the first node, [M, D] of unit variance
[[nodiscard]] std::vector<SolveRow> benchmarkSolves(const denoiser::Denoiser& prior,
                                                    const observe::Observed& observed,
                                                    const at::Tensor& start);

}  // namespace core::run
