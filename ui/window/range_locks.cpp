#include "ui/window/range_locks.h"

#include <algorithm>
#include <cmath>

namespace ui::window {

namespace {

RangeLocks::Range symmetric(RangeLocks::Range range)
{
    const float reach = std::max(std::abs(range.first), std::abs(range.second));
    return {-reach, reach};
}

/// Ends of the finite values; 0…1 where there are none, widened where all are equal.
RangeLocks::Range extent(const core::Field& field)
{
    float low = INFINITY;
    float high = -INFINITY;
    for (const float value : field.values) {
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    if (!(low <= high)) {
        return {0, 1};
    }
    return low < high ? RangeLocks::Range{low, high} : RangeLocks::Range{low - 0.5F, high + 0.5F};
}

}  // namespace

RangeLocks::Key RangeLocks::keyOf(const core::Frame& frame)
{
    return {frame.field.label, frame.view.quantity, frame.view.statistic, frame.view.dataset};
}

RangeLocks::Range RangeLocks::rangeFor(const core::Frame& frame, panel::RangeMode mode)
{
    if (mode == panel::RangeMode::automatic) {
        return frame.field.diverging ? symmetric(extent(frame.field)) : extent(frame.field);
    }
    if (const auto typed = typed_.find(keyOf(frame)); typed != typed_.end()) {
        return typed->second;
    }
    Range suggested{frame.field.low, frame.field.high};
    if (!(suggested.first < suggested.second)) {
        suggested = extent(frame.field);
    }
    const Range range = locked_.try_emplace(keyOf(frame), suggested).first->second;
    return mode == panel::RangeMode::symmetric ? symmetric(range) : range;
}

void RangeLocks::type(const core::Frame& frame, Range range)
{
    typed_[keyOf(frame)] = range;
}

}  // namespace ui::window
