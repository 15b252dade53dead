#pragma once

#include "core/api/frame.h"

#include <vector>

namespace ui::globe {

/// A field made ready for bilinear lookup anywhere on the sphere, the same on the CPU and in the shader.
/// Any latitudes (Gaussian too, either order); regional grids cover only their part. A global grid without
/// poles gets them, as the mean of the nearest row; a global grid repeats its first column at its end.
class FieldMap {
public:
    /// What stands for missing values in the texture (comparisons with NaN are not safe in every shader).
    static constexpr float missing = 1e30F;
    /// Length of the tables from angle to fractional index.
    static constexpr int tableSize = 4096;

    FieldMap() = default;
    /// throws Error{bug} when values and grid disagree
    explicit FieldMap(const core::Field& field);

    [[nodiscard]] bool empty() const { return values_.empty(); }
    /// Bilinear value with degrees; corners without value leave the mean, NaN when they weigh half or more.
    [[nodiscard]] float at(double lat, double lon) const;

    [[nodiscard]] int rows() const { return rows_; }
    [[nodiscard]] int columns() const { return columns_; }
    /// [rows, columns], north to south and eastward, `missing` where there is no value
    [[nodiscard]] const std::vector<float>& values() const { return values_; }
    /// Fractional row of tableSize latitudes from +90° to −90°; outside −0.5…rows − 0.5 there is no field.
    [[nodiscard]] const std::vector<float>& rowTable() const { return rowTable_; }
    /// Fractional column of tableSize longitudes from 0° to 360° east of west(); likewise.
    [[nodiscard]] const std::vector<float>& columnTable() const { return columnTable_; }
    /// Longitude where the tables start, degrees.
    [[nodiscard]] double west() const { return west_; }

private:
    void fillValues(const core::Field& field, bool northFirst);
    void fillTables(const core::DisplayGrid& grid);

    int rows_ = 0, columns_ = 0;
    double west_ = 0;
    bool northPole_ = false, southPole_ = false, wraps_ = false;  ///< rows and column that were added
    std::vector<float> values_, rowTable_, columnTable_;
    std::vector<double> lat_, lon_;  ///< of rows and columns
};

}  // namespace ui::globe
