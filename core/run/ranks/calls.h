#pragma once

#include "core/api/ranks.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace core::run {

/// What some processes said to all of them.
struct Said {
    std::string words;  ///< of the lowest rank that has any
    bool alike = true;  ///< whether all gave the same number
};

/// What the engine asks of a message-passing library; the plug-in embellie_mpi answers, so that the program itself
/// needs none. All throw Error{badInput} when a process is lost.
struct RankCalls {
    static constexpr int presentVersion = 2;
    int version;
    Ranks (*join)();
    void (*leave)();
    void (*leaveWithin)(double seconds);  ///< ends all processes when the others do not leave in time
    void (*send)(const void* data, std::size_t bytes);  ///< to rank 0
    void (*receive)(int from, void* data, std::size_t bytes);
    /// The words of the lowest rank that has any, on all ranks
    std::string (*firstWords)(const std::string& mine);

    /// Makes groups of the ranks that give the same number, in their order; all ranks call it together.
    void (*split)(int group);
    /// firstWords within the group, with a number that should be the same on all of it
    Said (*saidInGroup)(const std::string& mine, std::uint64_t number);
    /// What rank `from` of the group has, on all of it
    void (*spread)(int from, void* data, std::size_t bytes);
};

}  // namespace core::run
