#include "core/run/ranks/ranks.h"

#include "core/api/error.h"
#include "core/run/plugin.h"
#include "core/run/ranks/calls.h"

#include <algorithm>
#include <cstdlib>

namespace core {
namespace run {
namespace {

Ranks present;
const RankCalls* calls = nullptr;  // null: alone

constexpr double patience = 5;    // seconds that others have to follow a failure
constexpr char separator = '\x1f'; // between an error's sentence and its hint

/// Processes that the launcher says it started; 0 where there is none.
int launchedProcesses()
{
    // Open MPI, MPICH and srun with PMI-2, srun alone (set in job steps only, not in a batch script)
    for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"}) {
        if (const char* value = std::getenv(name)) {
            return std::atoi(value);
        }
    }
    return 0;
}

/// Number of names, then for each: its length, itself, type, dimensions, shape, and the values.
void sendNamed(const std::map<std::string, at::Tensor>& tensors)
{
    const auto number = [](std::int64_t value) { calls->send(&value, sizeof value); };
    number(static_cast<std::int64_t>(tensors.size()));
    for (const auto& [name, tensor] : tensors) {
        const at::Tensor values = tensor.to(at::kCPU).contiguous();
        number(static_cast<std::int64_t>(name.size()));
        calls->send(name.data(), name.size());
        number(static_cast<std::int64_t>(values.scalar_type()));
        number(values.dim());
        for (const std::int64_t length : values.sizes()) {
            number(length);
        }
        calls->send(values.const_data_ptr(), values.nbytes());
    }
}

std::map<std::string, at::Tensor> receivedNamed(int from)
{
    const auto number = [from] {
        std::int64_t value = 0;
        calls->receive(from, &value, sizeof value);
        return value;
    };
    std::map<std::string, at::Tensor> out;
    for (std::int64_t left = number(); left > 0; --left) {
        std::string name(static_cast<std::size_t>(number()), ' ');
        calls->receive(from, name.data(), name.size());
        const auto type = static_cast<at::ScalarType>(number());
        std::vector<std::int64_t> shape(static_cast<std::size_t>(number()));
        for (std::int64_t& length : shape) {
            length = number();
        }
        at::Tensor values = at::empty(shape, type);
        calls->receive(from, values.data_ptr(), values.nbytes());
        out[name] = std::move(values);
    }
    return out;
}

std::int64_t firstOf(int rank, std::int64_t chunks, const Ranks& ranks)
{
    return rank * chunks / ranks.count;
}

}  // namespace

const Ranks& presentRanks()
{
    return present;
}

Share shareOf(std::int64_t members, std::int64_t chunk, const Ranks& ranks)
{
    Share share{.members = members, .chunk = chunk};
    if (chunk <= 0) {
        share.chunk = ranks.launched ? 1 : members;
    }
    const std::int64_t chunks = (members + share.chunk - 1) / share.chunk;
    if (chunks < ranks.count) {
        throw Error(Cause::badInput, std::to_string(ranks.count) + " processes are too many for " +
                    std::to_string(members) + " members of which " + std::to_string(share.chunk) +
                    (share.chunk == 1 ? " is" : " are") + " stepped together.",
                    "Start at most " + std::to_string(chunks) + " processes, or raise ensemble.members.");
    }
    share.first = firstOf(ranks.rank, chunks, ranks) * share.chunk;
    share.count = std::min(firstOf(ranks.rank + 1, chunks, ranks) * share.chunk, members) - share.first;
    return share;
}

at::Tensor gatherMembers(const at::Tensor& mine, const Share& share)
{
    if (calls == nullptr || present.count == 1) {
        return mine;
    }
    const at::Tensor rows = mine.to(at::kCPU).contiguous();
    if (present.rank != 0) {
        calls->send(rows.const_data_ptr(), rows.nbytes());
        return mine;
    }
    const std::int64_t chunks = (share.members + share.chunk - 1) / share.chunk;
    auto shape = rows.sizes().vec();
    shape.front() = share.members;
    at::Tensor all = at::empty(shape, rows.options());
    all.slice(0, 0, share.count).copy_(rows);
    for (int rank = 1; rank < present.count; ++rank) {
        const std::int64_t first = firstOf(rank, chunks, present) * share.chunk;
        const std::int64_t end = std::min(firstOf(rank + 1, chunks, present) * share.chunk, share.members);
        at::Tensor part = all.slice(0, first, end);
        calls->receive(rank, part.data_ptr(), part.nbytes());
    }
    return all.to(mine.device());
}

void agree(const std::function<void()>& work)
{
    if (calls == nullptr || present.count == 1) {
        work();
        return;
    }
    std::string words;
    try {
        work();
    } catch (const Error& error) {
        words = std::string(error.what()) + separator + error.hint();
    } catch (const std::exception& error) {
        const std::string text = error.what();
        words = "Process " + std::to_string(present.rank) + " stopped: " + text.substr(0, text.find('\n')) + separator;
    }
    const std::string first = calls->firstWords(words);
    if (!first.empty()) {
        const auto middle = first.find(separator);
        throw SharedError(Cause::badInput, first.substr(0, middle), first.substr(middle + 1));
    }
}

bool asRankZeroSays(bool answer)
{
    if (calls == nullptr || present.count == 1) {
        return answer;
    }
    return !calls->firstWords(present.rank == 0 && answer ? "yes" : "").empty();
}

std::map<std::string, at::Tensor> gatherNamed(std::map<std::string, at::Tensor> mine)
{
    if (calls == nullptr || present.count == 1) {
        return mine;
    }
    if (present.rank != 0) {
        sendNamed(mine);
        return {};
    }
    for (int rank = 1; rank < present.count; ++rank) {
        mine.merge(receivedNamed(rank));
    }
    return mine;
}

}  // namespace run

Ranks joinRanks()
{
    const int launched = run::launchedProcesses();
    if (launched == 0) {
        return run::present;
    }
    const run::Plugin plugin = run::loadPlugin("embellie_mpi", "embellieRanks", run::Symbols::shared);
    const auto* calls = static_cast<const run::RankCalls*>(plugin.table);
    if (calls == nullptr || calls->version != run::RankCalls::presentVersion) {
        if (launched == 1) {
            run::present.launched = true;
            return run::present;
        }
        throw Error(Cause::badInput, "This program was launched as " + std::to_string(launched) +
                    " processes and its MPI part is not there: " +
                    (plugin.failure.empty() ? "it is of another version" : plugin.failure) + ".",
                    "Build with an MPI (package libopenmpi-dev), or start it without mpirun.");
    }
    run::present = calls->join();
    run::calls = calls;
    return run::present;
}

void leaveRanks()
{
    if (run::calls != nullptr) {
        run::calls->leave();
        run::calls = nullptr;
    }
}

void leaveRanksAfterFailure()
{
    if (run::calls != nullptr) {
        run::calls->leaveWithin(run::patience);
        run::calls = nullptr;
    }
}

}  // namespace core
