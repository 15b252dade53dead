#pragma once

#include "core/api/ranks.h"

#include <cstddef>
#include <string>

namespace core::run {

/// What the engine asks of a message-passing library; the plug-in embellie_mpi answers, so that the program itself
/// needs none. All throw Error{badInput} when a process is lost.
struct RankCalls {
    static constexpr int presentVersion = 1;
    int version;
    Ranks (*join)();
    void (*leave)();
    void (*leaveWithin)(double seconds);  ///< ends all processes when the others do not leave in time
    void (*send)(const void* data, std::size_t bytes);  ///< to rank 0
    void (*receive)(int from, void* data, std::size_t bytes);
    /// The words of the lowest rank that has any, on all ranks
    std::string (*firstWords)(const std::string& mine);
};

}  // namespace core::run
