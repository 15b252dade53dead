#pragma once

#include "core/api/request.h"
#include "core/denoiser/counting.h"
#include "core/observe/observe.h"

#include <cstdint>
#include <vector>

namespace core::run {

/// What one chunk of members asks in one step.
struct Asked {
    denoiser::Calls denoiser;
    std::uint64_t seen = 0;    ///< evaluations of the observation operator
    std::uint64_t pulled = 0;  ///< vjps of it
    std::uint64_t pushed = 0;  ///< jvps of it
    double looking = 0;        ///< seconds spent in it
    bool guided = false;
};

/// Observations that are counted each time they are asked. observed and asked must outlive it.
[[nodiscard]] observe::Observed counting(const observe::Observed& observed, Asked& asked);

/// What a run is rehearsed with.
struct Rehearsal {
    Request request;        ///< completed
    std::int64_t rows = 1;  ///< members stepped together
    bool observed = false;
    const denoiser::Covariance* covariance =
        nullptr;  ///< of the prior, which grids are laid by; null where unknown
};

/// Goes through all steps of a request, its curve and its changes, with the catalogue's own sampler and guidance but a
/// small Gaussian in the prior's place: how often a method asks depends on the state only where an iterative solve
/// decides for itself when to end ("auto"), and there the iterations are those of the small one.
/// return  one entry a step
[[nodiscard]] std::vector<Asked> rehearsed(const Rehearsal& rehearsal);

/// Bytes that sampler and guidance themselves take in a step, for a state of so many elements: the denoiser is the small
/// Gaussian made as large, which takes next to nothing.
[[nodiscard]] double algebraBytes(const Rehearsal& rehearsal, std::int64_t elements);

/// Whether the number of products is the method's own choice at each step.
[[nodiscard]] bool choosesIterations(const Selection& guidance);

}  // namespace core::run
