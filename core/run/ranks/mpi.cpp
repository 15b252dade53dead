#include "core/api/error.h"
#include "core/run/ranks/calls.h"

#include <mpi.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <thread>
#include <vector>

namespace core::run {
namespace {

constexpr int tag = 1;

void check(int code)
{
    if (code != MPI_SUCCESS) {
        char text[MPI_MAX_ERROR_STRING] = {};
        int length = 0;
        MPI_Error_string(code, text, &length);
        throw Error(Cause::badInput, "A process of this run was lost (" + std::string(text) + ").",
                    "Start the run again.");
    }
}

MPI_Comm group = MPI_COMM_NULL;

int rankIn(MPI_Comm among)
{
    int rank = 0;
    check(MPI_Comm_rank(among, &rank));
    return rank;
}

int countOf(MPI_Comm among)
{
    int count = 0;
    check(MPI_Comm_size(among, &count));
    return count;
}

Ranks join()
{
    int provided = 0;
    // the engine's thread passes messages, one at a time with the main thread's
    check(MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided));
    if (provided < MPI_THREAD_SERIALIZED) {
        throw Error(Cause::badInput, "This MPI does not let a program's threads pass messages in turn.",
                    "Use an MPI built with threads.");
    }
    check(MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN));
    return {.rank = rankIn(MPI_COMM_WORLD), .count = countOf(MPI_COMM_WORLD), .launched = true};
}

void leave()
{
    MPI_Finalize();
}

void leaveWithin(double seconds)
{
    MPI_Request request = MPI_REQUEST_NULL;
    int done = MPI_Ibarrier(MPI_COMM_WORLD, &request) == MPI_SUCCESS ? 0 : 1;
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    while (done == 0 && std::chrono::steady_clock::now() < end) {
        MPI_Test(&request, &done, MPI_STATUS_IGNORE);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    if (done == 0) {
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    MPI_Finalize();
}

/// Calls work(offset, count) for pieces whose count fits MPI's int.
template <class Work>
void inPieces(std::size_t bytes, Work work)
{
    constexpr std::size_t most = std::size_t{1} << 30;
    for (std::size_t offset = 0; offset < bytes; offset += most) {
        work(offset, static_cast<int>(std::min(most, bytes - offset)));
    }
}

void send(const void* data, std::size_t bytes)
{
    inPieces(bytes, [&](std::size_t offset, int count) {
        check(MPI_Send(static_cast<const char*>(data) + offset, count, MPI_BYTE, 0, tag, MPI_COMM_WORLD));
    });
}

void receive(int from, void* data, std::size_t bytes)
{
    inPieces(bytes, [&](std::size_t offset, int count) {
        check(MPI_Recv(static_cast<char*>(data) + offset, count, MPI_BYTE, from, tag, MPI_COMM_WORLD,
                       MPI_STATUS_IGNORE));
    });
}

Said said(MPI_Comm among, const std::string& mine, std::uint64_t number)
{
    const int count = countOf(among);
    // the least of a number and of its complement: both know it where all have the same
    const std::uint64_t own[] = {static_cast<std::uint64_t>(mine.empty() ? count : rankIn(among)), number, ~number};
    std::uint64_t least[std::size(own)] = {};
    check(MPI_Allreduce(own, least, static_cast<int>(std::size(own)), MPI_UINT64_T, MPI_MIN, among));
    const auto first = static_cast<int>(least[0]);
    Said out{.words = mine, .alike = least[1] == ~least[2]};
    if (first == count) {
        return out;
    }
    int length = static_cast<int>(mine.size());
    check(MPI_Bcast(&length, 1, MPI_INT, first, among));
    out.words.resize(static_cast<std::size_t>(length));
    check(MPI_Bcast(out.words.data(), length, MPI_CHAR, first, among));
    return out;
}

std::string firstWords(const std::string& mine)
{
    return said(MPI_COMM_WORLD, mine, 0).words;
}

void split(int number)
{
    if (group != MPI_COMM_NULL) {
        check(MPI_Comm_free(&group));
    }
    check(MPI_Comm_split(MPI_COMM_WORLD, number, rankIn(MPI_COMM_WORLD), &group));
    check(MPI_Comm_set_errhandler(group, MPI_ERRORS_RETURN));
}

Said saidInGroup(const std::string& mine, std::uint64_t number)
{
    return said(group, mine, number);
}

void spread(int from, void* data, std::size_t bytes)
{
    inPieces(bytes, [&](std::size_t offset, int count) {
        check(MPI_Bcast(static_cast<char*>(data) + offset, count, MPI_BYTE, from, group));
    });
}

constexpr RankCalls table{.version = RankCalls::presentVersion, .join = join, .leave = leave,
                          .leaveWithin = leaveWithin, .send = send, .receive = receive, .firstWords = firstWords,
                          .split = split, .saidInGroup = saidInGroup, .spread = spread};

}  // namespace
}  // namespace core::run

extern "C" __attribute__((visibility("default"))) const core::run::RankCalls* embellieRanks()
{
    return &core::run::table;
}
