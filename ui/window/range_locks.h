#pragma once

#include "core/api/frame.h"
#include "ui/panel/layers_panel.h"

#include <map>
#include <tuple>
#include <string>
#include <utility>

namespace ui::window {

/// The colour range of each variable and quantity: the first frame of a run sets it and it stays, so that
/// convergence can be seen; typed ends stay longer than a run.
class RangeLocks {
public:
    using Range = std::pair<float, float>;

    /// The range for a frame, in the field's units.
    [[nodiscard]] Range rangeFor(const core::Frame& frame, panel::RangeMode mode);
    /// Ends typed by the reader for what this frame shows.
    void type(const core::Frame& frame, Range range);
    /// A new run: what its frames set is forgotten, what was typed is kept.
    void beginRun() { locked_.clear(); }

private:
    using Key = std::tuple<std::string, core::Quantity, core::Statistic, std::string>;
    [[nodiscard]] static Key keyOf(const core::Frame& frame);

    std::map<Key, Range> locked_, typed_;
};

}  // namespace ui::window
