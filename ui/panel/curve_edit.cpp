#include "ui/panel/curve_edit.h"

#include <algorithm>

namespace ui::panel {

namespace {

constexpr double gap = 0.01;

}  // namespace

Curve withMovedHandle(Curve curve, std::size_t index, double x, double factor)
{
    if (index >= curve.size()) {
        return curve;
    }
    auto& [handleX, handleFactor] = curve[index];
    if (index > 0 && index + 1 < curve.size()) {
        handleX = std::clamp(x, curve[index - 1].first + gap, curve[index + 1].first - gap);
    }
    handleFactor = std::clamp(factor, 0.0, highestFactor);
    return curve;
}

Curve withHandleAt(Curve curve, double x, double factor)
{
    const auto next = std::lower_bound(curve.begin(), curve.end(), x,
                                       [](const auto& handle, double value) { return handle.first < value; });
    const bool outside = next == curve.begin() || next == curve.end();
    if (outside || curve.size() >= mostHandles || next->first - x < gap || x - std::prev(next)->first < gap) {
        return curve;
    }
    curve.insert(next, {x, std::clamp(factor, 0.0, highestFactor)});
    return curve;
}

Curve withoutHandle(Curve curve, std::size_t index)
{
    if (index > 0 && index + 1 < curve.size()) {
        curve.erase(curve.begin() + static_cast<std::ptrdiff_t>(index));
    }
    return curve;
}

Curve presetCurve(Preset preset)
{
    switch (preset) {
    case Preset::constant:
        return {{0, 1}, {1, 1}};
    case Preset::early:
        return {{0, 1.5}, {0.5, 1}, {1, 0.25}};
    case Preset::late:
        return {{0, 0.25}, {0.5, 1}, {1, 1.5}};
    case Preset::bump:
        return {{0, 0.25}, {0.25, 0.85}, {0.5, 1.25}, {0.75, 0.85}, {1, 0.25}};
    case Preset::none:
        return {{0, 0}, {1, 0}};
    }
    return {{0, 1}, {1, 1}};
}

}  // namespace ui::panel
