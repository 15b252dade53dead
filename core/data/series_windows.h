#pragma once

#include "core/data/state_series.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace core::data {

/// Consecutive states of one member, by the number of the first.
struct Window {
    std::size_t member, first;
    bool operator==(const Window&) const = default;
};

/// Which windows of a series are meant. Parts follow each other in time, training first; between two parts lie as many
/// states as a window has, so that no window of one overlaps or touches one of the other.
struct WindowPlan {
    enum class Part { training, validation, test } part = Part::training;
    std::size_t length = 24;            ///< states
    std::size_t stride = 1;             ///< states between the firsts of two windows
    double validation = 0.1, test = 0;  ///< shares of the span of time
};

/// Windows without a gap, rising in time, then in member.
/// throws Error{badInput} where there is none
[[nodiscard]] std::vector<Window> windowsOf(const StateSeries& series, const WindowPlan& plan);

/// Reads windows, and with a thread of its own those that will be asked for next. What it returns depends on what is
/// asked for alone. For one thread at a time.
class WindowReader {
public:
    using Batch = std::vector<Window>;

    /// series  must outlive this. length  states of a window. ahead  batches that lie ready at most
    WindowReader(const StateSeries& series, std::size_t length, std::size_t ahead = 2);
    /// Waits for the window that is being read, if any.
    ~WindowReader();
    WindowReader(const WindowReader&) = delete;
    WindowReader& operator=(const WindowReader&) = delete;

    /// What will be asked for next, in order. It replaces what was announced before; what both hold is not read again.
    void announce(const std::vector<Batch>& next);
    /// [window, state, channel, lat, lon]. throws Error{badFile}, also for what failed ahead of time
    [[nodiscard]] std::vector<float> read(const Batch& batch);

private:
    /// A batch on its way; dropped ones are given up between two windows.
    struct Order {
        Batch batch;
        enum class Stage { waiting, reading, done, dropped } stage = Stage::waiting;
        std::vector<float> values;
        std::exception_ptr failure;
    };
    void work(const std::stop_token& stop);
    [[nodiscard]] std::vector<float> windows(const Batch& batch, const std::function<bool()>& unwanted) const;

    const StateSeries& series_;
    std::size_t length_, ahead_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<std::shared_ptr<Order>> orders_;
    std::jthread thread_;
};

}  // namespace core::data
