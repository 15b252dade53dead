#include "ui/globe/field_map.h"

#include "core/api/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui::globe {
namespace {

/// Fractional index of x in strictly increasing places, going on beyond both ends.
double indexOf(const std::vector<double>& places, double x)
{
    if (places.size() < 2) {
        return x - places.front();
    }
    const auto above = std::upper_bound(places.begin() + 1, places.end() - 1, x);
    const auto low = above - 1;
    return double(low - places.begin()) + (x - *low) / (*above - *low);
}

/// Linear lookup in a table over 0…1.
double tableAt(const std::vector<float>& table, double x)
{
    const double place = std::clamp(x, 0.0, 1.0) * double(table.size() - 1);
    const auto low = std::min(std::size_t(place), table.size() - 2);
    const double f = place - double(low);
    return (1 - f) * table[low] + f * table[low + 1];
}

float meanOfRow(const float* row, std::size_t count)
{
    double sum = 0;
    std::size_t valid = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (row[i] < FieldMap::missing) {
            sum += row[i];
            ++valid;
        }
    }
    return 2 * valid >= count && valid > 0 ? float(sum / double(valid)) : FieldMap::missing;
}

/// A grid that ends within 1.6 of its spacings of the pole covers it.
bool reachesPole(double last, double before, double pole)
{
    const double gap = std::abs(pole - last);
    return gap > 1e-6 && gap <= 1.6 * std::abs(last - before);
}

}  // namespace

FieldMap::FieldMap(const core::Field& field)
{
    if (!field.grid || field.grid->lat.empty() || field.grid->lon.empty()
        || field.values.size() != field.grid->lat.size() * field.grid->lon.size()) {
        throw core::Error(core::Cause::bug, "The field \"" + field.name + "\" cannot be drawn because its "
                                            "values do not match its grid.");
    }
    const core::DisplayGrid& grid = *field.grid;
    lat_ = grid.lat;
    lon_ = grid.lon;
    const bool northFirst = lat_.size() < 2 || lat_.front() > lat_.back();
    if (!northFirst) {
        std::reverse(lat_.begin(), lat_.end());
    }
    wraps_ = grid.global && lon_.size() > 1 && lon_.back() - lon_.front() < 360 - 1e-6;
    if (grid.global && lat_.size() > 1) {
        northPole_ = reachesPole(lat_.front(), lat_[1], 90);
        southPole_ = reachesPole(lat_.back(), lat_[lat_.size() - 2], -90);
    }
    fillValues(field, northFirst);
    fillTables(grid);
}

void FieldMap::fillValues(const core::Field& field, bool northFirst)
{
    const std::size_t rows = lat_.size();
    const std::size_t columns = lon_.size();
    const std::size_t width = columns + (wraps_ ? 1 : 0);
    rows_ = int(rows + (northPole_ ? 1 : 0) + (southPole_ ? 1 : 0));
    columns_ = int(width);
    values_.resize(std::size_t(rows_) * width);
    float* out = values_.data() + (northPole_ ? width : 0);
    for (std::size_t r = 0; r < rows; ++r, out += width) {
        const float* in = field.values.data() + (northFirst ? r : rows - 1 - r) * columns;
        std::transform(in, in + columns, out, [](float v) { return std::isfinite(v) ? v : missing; });
        if (wraps_) {
            out[columns] = out[0];
        }
    }
    if (northPole_) {
        std::fill_n(values_.data(), width, meanOfRow(values_.data() + width, columns));
    }
    if (southPole_) {
        std::fill_n(out, width, meanOfRow(out - width, columns));
    }
}

void FieldMap::fillTables(const core::DisplayGrid& grid)
{
    if (northPole_) {
        lat_.insert(lat_.begin(), 90);
    }
    if (southPole_) {
        lat_.push_back(-90);
    }
    if (wraps_) {
        lon_.push_back(grid.lon.front() + 360);
    }
    const double gap = 360 - (lon_.back() - lon_.front());
    west_ = lon_.front() - std::max(gap, 0.0) / 2;

    std::vector<double> southward(lat_.size());
    std::transform(lat_.begin(), lat_.end(), southward.begin(), [](double lat) { return -lat; });
    rowTable_.resize(tableSize);
    columnTable_.resize(tableSize);
    for (int i = 0; i < tableSize; ++i) {
        const double x = double(i) / (tableSize - 1);
        rowTable_[std::size_t(i)] = float(indexOf(southward, -90 + 180 * x));
        columnTable_[std::size_t(i)] = float(indexOf(lon_, west_ + 360 * x));
    }
}

float FieldMap::at(double lat, double lon) const
{
    constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
    if (empty() || !std::isfinite(lat) || !std::isfinite(lon)) {
        return nothing;
    }
    const double turns = (lon - west_) / 360;
    const double row = tableAt(rowTable_, 0.5 - lat / 180);
    const double column = tableAt(columnTable_, turns - std::floor(turns));
    if (row < -0.5 || column < -0.5 || row > rows_ - 0.5 || column > columns_ - 0.5) {
        return nothing;
    }
    const double y = std::clamp(row, 0.0, rows_ - 1.0);
    const double x = std::clamp(column, 0.0, columns_ - 1.0);
    const int top = int(y);
    const int left = int(x);
    double sum = 0;
    double weight = 0;
    for (int corner = 0; corner < 4; ++corner) {
        const int r = std::min(top + corner / 2, rows_ - 1);
        const int c = std::min(left + corner % 2, columns_ - 1);
        const double w = (corner / 2 ? y - top : 1 - (y - top)) * (corner % 2 ? x - left : 1 - (x - left));
        const float value = values_[std::size_t(r) * std::size_t(columns_) + std::size_t(c)];
        if (value < missing) {
            sum += w * value;
            weight += w;
        }
    }
    return weight >= 0.5 ? float(sum / weight) : nothing;
}

}  // namespace ui::globe
