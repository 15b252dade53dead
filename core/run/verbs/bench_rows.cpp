#include "core/run/verbs/bench_rows.h"

#include <algorithm>
#include <chrono>

namespace core::run {
namespace {

double secondsOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Row rowOf(const Work& work, const std::vector<double>& seconds)
{
    constexpr double perSecond = 1000;
    const auto [low, high] = std::minmax_element(seconds.begin(), seconds.end());
    const double middle = medianOf(seconds);
    Row row{
        .name = work.name, .median = perSecond * middle, .low = perSecond * *low, .high = perSecond * *high};
    if (work.flop > 0) {
        row.gflops = work.flop / middle * 1e-9;
    }
    return row;
}

}  // namespace

double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

Row timed(const Work& work, int repeats)
{
    return inTurn({work}, repeats).rows.front();
}

Rounds inTurn(const std::vector<Work>& works, int rounds)
{
    Rounds out;
    out.seconds.resize(works.size());
    for (const Work& work : works) {
        work.run();
    }
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < works.size(); ++i) {
            out.seconds[i].push_back(secondsOf(works[i].run));
        }
    }
    for (std::size_t i = 0; i < works.size(); ++i) {
        out.rows.push_back(rowOf(works[i], out.seconds[i]));
    }
    return out;
}

std::vector<Row> againstFirst(const std::vector<Work>& works, int rounds)
{
    Rounds done = inTurn(works, rounds);
    for (std::size_t i = 1; i < works.size(); ++i) {
        std::vector<double> ratios;
        for (std::size_t round = 0; round < done.seconds[i].size(); ++round) {
            ratios.push_back(done.seconds[i][round] / done.seconds[0][round]);
        }
        done.rows[i].of = works.front().name;
        done.rows[i].ratio = medianOf(ratios);
    }
    return std::move(done.rows);
}

}  // namespace core::run
