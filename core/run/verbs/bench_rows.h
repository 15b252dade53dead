#pragma once

#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace core::run {

inline constexpr double notMeasured = std::numeric_limits<double>::quiet_NaN();

/// One line of the benchmark.
struct Row {
    std::string name;
    double median = 0, low = 0, high = 0;  ///< of `unit`
    std::string of = {};                   ///< row that `ratio` compares with
    double ratio = notMeasured;
    double gflops = notMeasured;  ///< 10⁹ floating-point operations a second, where they are counted
    double error = notMeasured;   ///< against what the row does faster, relative
    std::string unit = "ms";
};

/// What is timed, and how many floating-point operations it does (0: not counted).
struct Work {
    std::string name;
    std::function<void()> run;
    double flop = 0;
};

/// Times one thing; a first run that pays for caches and thread pools is left out.
[[nodiscard]] Row timed(const Work& work, int repeats);

/// Times several things in turn, round by round, so that what else the machine does falls on all alike.
struct Rounds {
    std::vector<std::vector<double>> seconds;  ///< [work][round]
    std::vector<Row> rows;                     ///< one a work, without ratios
};
[[nodiscard]] Rounds inTurn(const std::vector<Work>& works, int rounds);

/// Rows whose ratios are the medians, over the rounds, of the time in units of the first work's.
[[nodiscard]] std::vector<Row> againstFirst(const std::vector<Work>& works, int rounds);

/// Middle of a list, which must not be empty.
[[nodiscard]] double medianOf(std::vector<double> values);

}  // namespace core::run
