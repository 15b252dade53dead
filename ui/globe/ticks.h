#pragma once

#include <QString>

#include <vector>

namespace ui::globe {

/// Round numbers on an axis.
struct Ticks {
    std::vector<double> values;  ///< low to high, within the range
    double step = 0;

    /// Text of a value with as many decimals as the step needs.
    [[nodiscard]] QString text(double value) const;
};

/// At most `most` values that are multiples of 1, 2 or 5 times a power of ten; none for an empty range.
[[nodiscard]] Ticks niceTicks(double low, double high, int most);

}  // namespace ui::globe
