#pragma once

#include "core/api/request.h"
#include "core/run/datasets.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace core::run {

/// What a run will take, told before it.
struct Plan {
    int steps = 0, members = 1;
    std::int64_t together = 1, chunks = 1;
    int processes = 1;
    std::int64_t groups = 1;  ///< of processes that step the same members
    double fraction = 1;      ///< of all evaluations, those of the process that has most
    /// Processes that share the windows of a chunk, where they are fewest
    [[nodiscard]] std::int64_t sharing() const { return processes / groups; }
    std::int64_t states = 1, windows = 1, windowStates = 1, windowStride = 1;
    std::string prior, device;

    /// Of all processes. evaluations as Finished::networkEvaluations counts them; products are Jᵀv of the denoiser, the
    /// others those of the observation operator.
    double evaluations = 0, products = 0, seen = 0, pulled = 0, pushed = 0;
    std::string countsFrom;  ///< "counted", or what the products rest on

    double flop = std::numeric_limits<double>::quiet_NaN();

    /// Bytes on the process that takes most, at its peak
    struct Memory {
        double trajectory = 0;  ///< one tensor of all members, x_t
        double preparing =
            0;             ///< at the most while prior and observations are made ready, before the first step
        double prior = 0;  ///< weights or tables, with observations
        double working = 0;  ///< what a step takes beyond the states
        double states = 0;   ///< x_t and x̂₀ of all members, before and after a step
        double kept = 0;     ///< earlier steps that can be returned to
        double available = 0;
        [[nodiscard]] double total() const { return std::max(preparing, prior + working + states + kept); }
        std::string from;  ///< "measured" or "estimated"
    } memory;
    struct Disk {
        double result = 0;   ///< at most: results are not compressed
        double partial = 0;  ///< resumable file
        double mapped = 0;   ///< states that do not fit into memory
    } disk;

    double seconds = 0;  ///< of stepping
    std::string secondsFrom;
    std::vector<std::string> notes;
};

/// What a plan supposes.
struct Planning {
    int processes = 1;
    std::int64_t together = 0;  ///< members stepped at a time; 0: all, or one with several processes
    double keptBytes = 1 << 30;
    double mostSeconds = 60;  ///< that the measured step may take
};

/// Which process evaluates how much: chunks and the batches of windows that each is made of, over the plan's members.
/// throws Error{badInput} when there are more processes than can share
void shareOut(Plan& plan, const Planning& planning, std::int64_t windows);

/// Reads what the request names, rehearses its steps and measures one of them. A prior whose folder holds configurations
/// without weights is planned from these alone.
/// throws Error
[[nodiscard]] Plan planned(const Request& request, const Planning& planning, const Tell& tell);

/// From an Appa folder's config.yaml files: needs neither weights nor memory. throws Error{badFile}
[[nodiscard]] Plan plannedFromConfiguration(const Request& request, const Planning& planning);

/// Whether a prior names a folder with an Appa denoiser's configuration and no weights.
[[nodiscard]] bool isConfigurationOnly(const PriorSpec& prior, const std::string& folder);

}  // namespace core::run
