#pragma once

#include "core/api/frame.h"

#include <memory>
#include <vector>

namespace ui::globe {

/// Where the rows and columns of a grid lie on the sphere; made once for all fields on the grid.
struct GridPlaces {
    /// grid  must not be null; kept, so that its address tells whether another field lies on it
    explicit GridPlaces(std::shared_ptr<const core::DisplayGrid> grid);

    std::shared_ptr<const core::DisplayGrid> grid;
    bool northFirst = true;
    bool northPole = false, southPole = false, wraps = false;  ///< rows and column that are added
    int rows = 0, columns = 0;                                 ///< with those
    double west = 0;                                           ///< where columnTable starts, degrees
    std::vector<float> rowTable, columnTable;                  ///< see FieldMap

private:
    void fillTables();
};

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
    /// before  lends its tables when it lies on the same grid
    explicit FieldMap(const core::Field& field, const FieldMap& before = {});

    [[nodiscard]] bool empty() const { return values_.empty(); }
    /// Bilinear value with degrees; corners without value leave the mean, NaN when they weigh half or more.
    [[nodiscard]] float at(double lat, double lon) const;

    [[nodiscard]] int rows() const { return places_ ? places_->rows : 0; }
    [[nodiscard]] int columns() const { return places_ ? places_->columns : 0; }
    /// [rows, columns], north to south and eastward, `missing` where there is no value
    [[nodiscard]] const std::vector<float>& values() const { return values_; }
    /// Its rowTable: the fractional row of tableSize latitudes from +90° to −90°; outside −0.5…rows − 0.5 there is
    /// no field. Its columnTable: likewise of tableSize longitudes from 0° to 360° east of west. Null when empty.
    [[nodiscard]] const std::shared_ptr<const GridPlaces>& places() const { return places_; }

private:
    void fillValues(const core::Field& field);

    std::shared_ptr<const GridPlaces> places_;
    std::vector<float> values_;
};

}  // namespace ui::globe
