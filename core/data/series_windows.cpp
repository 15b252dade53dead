#include "core/data/series_windows.h"

#include "core/api/error.h"
#include "core/base/calendar.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace core::data {
namespace {

/// First and last second of a part of a series.
std::pair<double, double> boundsOf(const StateSeries& series, const WindowPlan& plan)
{
    const auto begin = static_cast<double>(series.times().front()),
               end = static_cast<double>(series.times().back());
    const double validation = end - (plan.validation + plan.test) * (end - begin);
    const double test = end - plan.test * (end - begin);
    const double gap = static_cast<double>(plan.length) * static_cast<double>(series.stepSeconds());
    switch (plan.part) {
    case WindowPlan::Part::training:
        return {begin, validation};
    case WindowPlan::Part::validation:
        return {validation + gap, test};
    default:
        return {test + gap, end};
    }
}

}  // namespace

std::vector<Window> windowsOf(const StateSeries& series, const WindowPlan& plan)
{
    const auto [begin, end] = boundsOf(series, plan);
    const std::vector<std::int64_t>& times = series.times();
    const auto numberOf = [&](std::size_t t) {
        return static_cast<std::size_t>((times[t] - times[0]) / series.stepSeconds());
    };
    std::vector<Window> windows;
    std::optional<std::size_t> last;
    for (const std::size_t first : series.starts(plan.length)) {
        const bool inside = static_cast<double>(times[first]) >= begin &&
                            static_cast<double>(times[first + plan.length - 1]) <= end;
        if (!inside || (last && numberOf(first) < *last + plan.stride)) {
            continue;
        }
        last = numberOf(first);
        for (std::size_t member = 0; member < series.members(); ++member) {
            windows.push_back({member, first});
        }
    }
    if (windows.empty()) {
        const char* part = plan.part == WindowPlan::Part::training     ? "training"
                           : plan.part == WindowPlan::Part::validation ? "validation"
                                                                       : "testing";
        throw Error(Cause::badInput,
                    "The data have no " + std::to_string(plan.length) + " states without a gap for " + part +
                        ": there are " + std::to_string(times.size()) + ", " +
                        base::durationFromSeconds(series.stepSeconds()) + " apart.",
                    "Use more data, shorter windows or a larger share.");
    }
    return windows;
}

WindowReader::WindowReader(const StateSeries& series, std::size_t length, std::size_t ahead)
    : series_(series),
      length_(length),
      ahead_(ahead),
      thread_([this](const std::stop_token& stop) { work(stop); })
{
}

WindowReader::~WindowReader()
{
    announce({});
}

void WindowReader::announce(const std::vector<Batch>& next)
{
    const std::lock_guard lock(mutex_);
    std::deque<std::shared_ptr<Order>> orders;
    for (std::size_t i = 0; i < next.size() && i < ahead_; ++i) {
        const auto same = std::find_if(orders_.begin(), orders_.end(),
                                       [&](const auto& order) { return order->batch == next[i]; });
        if (same == orders_.end()) {
            orders.push_back(std::make_shared<Order>(Order{.batch = next[i]}));
        } else {
            orders.push_back(*same);
            orders_.erase(same);
        }
    }
    for (const auto& order : orders_) {
        order->stage = Order::Stage::dropped;
    }
    orders_ = std::move(orders);
    changed_.notify_all();
}

std::vector<float> WindowReader::read(const Batch& batch)
{
    std::shared_ptr<Order> order;
    {
        std::unique_lock lock(mutex_);
        const auto same = std::find_if(orders_.begin(), orders_.end(),
                                       [&](const auto& each) { return each->batch == batch; });
        if (same != orders_.end() && (*same)->stage != Order::Stage::waiting) {
            order = *same;
            changed_.wait(lock, [&] { return order->stage == Order::Stage::done; });
        }
        if (same != orders_.end()) {
            orders_.erase(same);
        }
    }
    if (!order) {
        return windows(batch, [] { return false; });
    }
    if (order->failure) {
        std::rethrow_exception(order->failure);
    }
    return std::move(order->values);
}

std::vector<float> WindowReader::windows(const Batch& batch, const std::function<bool()>& unwanted) const
{
    const std::size_t window = length_ * series_.channels().size() * series_.lat().size() *
                               series_.lon().size();
    std::vector<float> values(batch.size() * window);
    for (std::size_t i = 0; i < batch.size() && !unwanted(); ++i) {
        series_.read(batch[i].member, batch[i].first, length_, values.data() + i * window);
    }
    return values;
}

void WindowReader::work(const std::stop_token& stop)
{
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        const auto next = [&] {
            return std::find_if(orders_.begin(), orders_.end(),
                                [](const auto& order) { return order->stage == Order::Stage::waiting; });
        };
        if (!changed_.wait(lock, stop, [&] { return next() != orders_.end(); })) {
            return;
        }
        const std::shared_ptr<Order> order = *next();
        order->stage = Order::Stage::reading;
        lock.unlock();
        const auto dropped = [&] {
            const std::lock_guard look(mutex_);
            return order->stage == Order::Stage::dropped;
        };
        std::vector<float> values;
        std::exception_ptr failure;
        try {
            values = windows(order->batch, dropped);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        order->values = std::move(values);
        order->failure = failure;
        order->stage = Order::Stage::done;
        changed_.notify_all();
    }
}

}  // namespace core::data
