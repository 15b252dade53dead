#pragma once

#include "core/api/error.h"
#include "core/api/ranks.h"
#include "core/denoiser/company.h"

#include <ATen/ATen.h>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace core::run {

/// Thrown on all processes alike, so that they can still do something together.
class SharedError final : public Error {
public:
    using Error::Error;
};

/// The processes of this run, as joinRanks found them.
[[nodiscard]] const Ranks& presentRanks();

/// Which members of a run this process steps, and how many of them at a time. A member's bits depend on the batch it
/// is stepped in, so batches are cut from the whole ensemble, never from a process's part of it. Where there are more
/// processes than such batches, a group of processes steps each: all of them the same, but for the windows of its
/// trajectories, which they share out.
struct Share {
    std::int64_t members = 0;  ///< of the run
    std::int64_t first = 0, count = 0;
    std::int64_t chunk = 0;    ///< members stepped together
    std::int64_t group = 0, groups = 1;  ///< of this process; of the run, in the order of members
    [[nodiscard]] std::int64_t chunks() const { return (members + chunk - 1) / chunk; }
};

/// chunk    members together; 0: all, or one under mpirun and srun
/// windows  batches of windows that a trajectory is evaluated in, which processes can share; 1: they cannot
/// throws Error{badInput} when there are more processes than chunks times windows
[[nodiscard]] Share shareOf(std::int64_t members, std::int64_t chunk, const Ranks& ranks, std::int64_t windows = 1);

/// The group of this process; null where every group has one process. All processes call it together.
/// device  where tensors of other processes that do not lie in the processor's memory go
[[nodiscard]] std::shared_ptr<const denoiser::Company> companyOf(const Share& share, const at::Device& device);

/// Rows of all groups in the order of members [members, …] on rank 0; elsewhere `mine` itself.
[[nodiscard]] at::Tensor gatherMembers(const at::Tensor& mine, const Share& share);

/// All processes' tensors by their names, on rank 0; elsewhere nothing. What has the same name is the same.
[[nodiscard]] std::map<std::string, at::Tensor> gatherNamed(std::map<std::string, at::Tensor> mine);

/// Does work that may fail on some process only: what the lowest such rank says is thrown on all, as SharedError.
void agree(const std::function<void()>& work);

/// Rank 0's answer, on all processes.
[[nodiscard]] bool asRankZeroSays(bool answer);

}  // namespace core::run
