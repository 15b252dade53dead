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

/// Where part `index` begins when `all` are cut into parts as equal as can be.
std::int64_t firstOf(std::int64_t index, std::int64_t all, std::int64_t parts)
{
    return index * all / parts;
}

/// What an error says, and its hint.
std::string wordsOf(const std::exception& error)
{
    if (const auto* ours = dynamic_cast<const Error*>(&error)) {
        return std::string(ours->what()) + separator + ours->hint();
    }
    const std::string text = error.what();
    return "Process " + std::to_string(present.rank) + " stopped: " + text.substr(0, text.find('\n')) + separator;
}

template <class Thrown>
[[noreturn]] void throwWords(const std::string& words)
{
    const auto middle = words.find(separator);
    throw Thrown(Cause::badInput, words.substr(0, middle), words.substr(middle + 1));
}

/// Thrown on all processes of a group alike.
class GroupError final : public Error {
public:
    using Error::Error;
};

/// The group of this process, through the message-passing library.
class Group final : public denoiser::Company {
public:
    Group(std::int64_t rank, std::int64_t count, const at::Device& device)
        : rank_(rank), count_(count), device_(device)
    {
    }
    [[nodiscard]] std::int64_t count() const override { return count_; }
    [[nodiscard]] std::int64_t rank() const override { return rank_; }
    void agree(std::uint64_t asked, const std::function<void()>& work) const override
    {
        std::string words;
        try {
            work();
        } catch (const GroupError&) {  // nobody waits: all have it
            throw;
        } catch (const std::exception& error) {
            words = wordsOf(error);
        }
        const Said said = calls->saidInGroup(words, asked);
        if (!said.words.empty()) {
            throwWords<GroupError>(said.words);
        }
        if (!said.alike) {
            throw GroupError(Cause::badInput, "The processes that share windows no longer do the same.",
                             "Start them on machines of one kind, or one process a member.");
        }
    }
    [[nodiscard]] std::vector<at::Tensor> from(std::int64_t rank, std::vector<at::Tensor> mine) const override
    {
        const bool own = rank == rank_;
        std::vector<std::int64_t> shapes = own ? described(mine) : std::vector<std::int64_t>();
        auto length = static_cast<std::int64_t>(shapes.size());
        spread(rank, &length, sizeof length);
        shapes.resize(static_cast<std::size_t>(length));
        spread(rank, shapes.data(), shapes.size() * sizeof shapes.front());
        if (own) {
            for (const at::Tensor& one : mine) {
                const at::Tensor values = one.to(at::kCPU).contiguous();
                spread(rank, values.data_ptr(), values.nbytes());
            }
            return mine;
        }
        std::vector<at::Tensor> out;
        for (const std::int64_t* next = shapes.data(); next != shapes.data() + shapes.size();) {
            const bool here = *next++ != 0;
            const auto type = static_cast<at::ScalarType>(*next++);
            const auto dimensions = static_cast<std::size_t>(*next++);
            const at::Tensor values = at::empty(at::IntArrayRef(next, dimensions), type);
            next += dimensions;
            spread(rank, values.data_ptr(), values.nbytes());
            out.push_back(here ? values : values.to(device_));
        }
        return out;
    }

private:
    /// For each tensor: whether it lies in the processor's memory, type, dimensions, shape
    static std::vector<std::int64_t> described(const std::vector<at::Tensor>& tensors)
    {
        std::vector<std::int64_t> out;
        for (const at::Tensor& one : tensors) {
            out.insert(out.end(), {one.is_cpu() ? 1 : 0, static_cast<std::int64_t>(one.scalar_type()), one.dim()});
            out.insert(out.end(), one.sizes().begin(), one.sizes().end());
        }
        return out;
    }
    static void spread(std::int64_t from, void* data, std::size_t bytes)
    {
        calls->spread(static_cast<int>(from), data, bytes);
    }
    std::int64_t rank_, count_;
    at::Device device_;
};

}  // namespace

const Ranks& presentRanks()
{
    return present;
}

Share shareOf(std::int64_t members, std::int64_t chunk, const Ranks& ranks, std::int64_t windows)
{
    Share share{.members = members, .chunk = chunk};
    if (chunk <= 0) {
        share.chunk = ranks.launched ? 1 : members;
    }
    const std::int64_t chunks = share.chunks();
    if (chunks * windows < ranks.count) {
        const std::string together =
            share.chunk == 1 ? "" : " of which " + std::to_string(share.chunk) + " are stepped together";
        const std::string shared = windows == 1 ? ", because this prior has no windows to share out"
                                                : " in " + std::to_string(windows) + " windows each";
        throw Error(Cause::badInput, std::to_string(ranks.count) + " processes are too many for " +
                    std::to_string(members) + (members == 1 ? " member" : " members") + together + shared + ".",
                    "Start at most " + std::to_string(chunks * windows) + ", or raise ensemble.members.");
    }
    share.groups = std::min<std::int64_t>(chunks, ranks.count);
    while (firstOf(share.group + 1, ranks.count, share.groups) <= ranks.rank) {
        ++share.group;
    }
    share.first = firstOf(share.group, chunks, share.groups) * share.chunk;
    share.count = std::min(firstOf(share.group + 1, chunks, share.groups) * share.chunk, members) - share.first;
    return share;
}

std::shared_ptr<const denoiser::Company> companyOf(const Share& share, const at::Device& device)
{
    if (calls == nullptr || share.groups == present.count) {
        return nullptr;
    }
    calls->split(static_cast<int>(share.group));
    const std::int64_t first = firstOf(share.group, present.count, share.groups);
    const std::int64_t end = firstOf(share.group + 1, present.count, share.groups);
    return std::make_shared<Group>(present.rank - first, end - first, device);
}

at::Tensor gatherMembers(const at::Tensor& mine, const Share& share)
{
    // the first of a group sends
    if (calls == nullptr || present.count == 1 ||
        present.rank != firstOf(share.group, present.count, share.groups)) {
        return mine;
    }
    const at::Tensor rows = mine.to(at::kCPU).contiguous();
    if (present.rank != 0) {
        calls->send(rows.const_data_ptr(), rows.nbytes());
        return mine;
    }
    auto shape = rows.sizes().vec();
    shape.front() = share.members;
    at::Tensor all = at::empty(shape, rows.options());
    all.slice(0, 0, share.count).copy_(rows);
    for (std::int64_t group = 1; group < share.groups; ++group) {
        const std::int64_t first = firstOf(group, share.chunks(), share.groups) * share.chunk;
        const std::int64_t end = std::min(firstOf(group + 1, share.chunks(), share.groups) * share.chunk, share.members);
        at::Tensor part = all.slice(0, first, end);
        calls->receive(static_cast<int>(firstOf(group, present.count, share.groups)), part.data_ptr(), part.nbytes());
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
    } catch (const std::exception& error) {
        words = wordsOf(error);
    }
    const std::string first = calls->firstWords(words);
    if (!first.empty()) {
        throwWords<SharedError>(first);
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
