#pragma once

namespace core {

/// The processes that share a run under mpirun or srun: each steps some of the members, or some of
/// their windows; rank 0 writes the result.
struct Ranks {
    int rank = 0;
    int count = 1;
    bool launched = false;  ///< by mpirun or srun, even if alone
};

/// Joins the processes that were launched together; alone, and without a trace of MPI, where nothing launched them.
/// Called once, on the main thread, before the first Session.
/// throws Error{badInput} where the program was launched with others and cannot join them
[[nodiscard]] Ranks joinRanks();

/// Leaves them after the last Session: waits for the others, among them rank 0, which may be writing.
void leaveRanks();

/// Leaves them when a run has failed: others that do not follow within seconds are ended.
void leaveRanksAfterFailure();

}  // namespace core
