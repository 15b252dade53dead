#pragma once

#include "core/data/state_series.h"

#include <string>
#include <vector>

namespace core::question {

/// One member of a file of truth.
struct TruthSeries {
    std::shared_ptr<const data::StateSeries> states;
    std::size_t member = 0;
};

/// All members of some files. throws Error{badFile}; Error{badInput} where one was simulated for training
[[nodiscard]] std::vector<TruthSeries> truthSeries(const std::vector<std::string>& files);

/// Windows of truth that are wanted.
struct WindowsWanted {
    int before = 0, states = 24;  ///< states that lie before a window, and its own
    int count = 32;
};

/// One of them.
struct TruthWindow {
    std::size_t series = 0;
    std::size_t first = 0;  ///< state of the series: the first before the window
    bool operator==(const TruthWindow&) const = default;
};

/// Windows dealt out over series of so many states in turn, and spread evenly over each: they overlap only where the
/// series hold too few states for `count` that do not. The first few of them are spread well, too.
/// throws Error{badInput} where no series holds one window
[[nodiscard]] std::vector<TruthWindow> spread(const std::vector<std::size_t>& states,
                                              const WindowsWanted& wanted);

/// States first … first + count − 1 of a series, read from its file.
[[nodiscard]] data::Gridded readWindow(const TruthSeries& series, std::size_t first, int count);

/// The same of a series in memory.
[[nodiscard]] data::Gridded part(const data::Gridded& series, std::size_t first, std::size_t count);

}  // namespace core::question
