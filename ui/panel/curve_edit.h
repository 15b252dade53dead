#pragma once

#include <QString>

#include <utility>
#include <vector>

namespace ui::panel {

/// A guidance curve: handles (k/K, factor), piecewise linear, first at 0 and last at 1.
using Curve = std::vector<std::pair<double, double>>;

inline constexpr std::size_t leastHandles = 2;
inline constexpr std::size_t mostHandles = 6;
inline constexpr double highestFactor = 4;

/// The curve with handle `index` at (x, factor): ends keep their x, inner handles stay between their neighbours.
[[nodiscard]] Curve withMovedHandle(Curve curve, std::size_t index, double x, double factor);

/// The curve with one more handle at x; unchanged when it has six already or one lies there.
[[nodiscard]] Curve withHandleAt(Curve curve, double x, double factor);

/// The curve without handle `index`; ends stay.
[[nodiscard]] Curve withoutHandle(Curve curve, std::size_t index);

/// Shapes a guidance curve can start from.
enum class Preset { constant, early, late, bump, none };

[[nodiscard]] Curve presetCurve(Preset preset);

}  // namespace ui::panel
