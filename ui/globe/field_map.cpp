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

GridPlaces::GridPlaces(std::shared_ptr<const core::DisplayGrid> given) : grid(std::move(given))
{
    const std::vector<double>& lat = grid->lat;
    const std::vector<double>& lon = grid->lon;
    northFirst = lat.size() < 2 || lat.front() > lat.back();
    wraps = grid->global && lon.size() > 1 && lon.back() - lon.front() < 360 - 1e-6;
    if (grid->global && lat.size() > 1) {
        const std::size_t last = lat.size() - 1;
        northPole = northFirst ? reachesPole(lat[0], lat[1], 90) : reachesPole(lat[last], lat[last - 1], 90);
        southPole = northFirst ? reachesPole(lat[last], lat[last - 1], -90) : reachesPole(lat[0], lat[1], -90);
    }
    rows = int(lat.size()) + (northPole ? 1 : 0) + (southPole ? 1 : 0);
    columns = int(lon.size()) + (wraps ? 1 : 0);
    fillTables();
}

void GridPlaces::fillTables()
{
    std::vector<double> southward(grid->lat.size());
    std::transform(grid->lat.begin(), grid->lat.end(), southward.begin(), [](double lat) { return -lat; });
    if (!northFirst) {
        std::reverse(southward.begin(), southward.end());
    }
    if (northPole) {
        southward.insert(southward.begin(), -90);
    }
    if (southPole) {
        southward.push_back(90);
    }
    std::vector<double> eastward = grid->lon;
    if (wraps) {
        eastward.push_back(eastward.front() + 360);
    }
    const double gap = 360 - (eastward.back() - eastward.front());
    west = eastward.front() - std::max(gap, 0.0) / 2;
    rowTable.resize(FieldMap::tableSize);
    columnTable.resize(FieldMap::tableSize);
    for (int i = 0; i < FieldMap::tableSize; ++i) {
        const double x = double(i) / (FieldMap::tableSize - 1);
        rowTable[std::size_t(i)] = float(indexOf(southward, -90 + 180 * x));
        columnTable[std::size_t(i)] = float(indexOf(eastward, west + 360 * x));
    }
}

FieldMap::FieldMap(const core::Field& field, const FieldMap& before)
{
    if (!field.grid || field.grid->lat.empty() || field.grid->lon.empty()
        || field.values.size() != field.grid->lat.size() * field.grid->lon.size()) {
        throw core::Error(core::Cause::bug, "The field \"" + field.name + "\" cannot be drawn because its "
                                            "values do not match its grid.");
    }
    const bool same = before.places_ && before.places_->grid == field.grid;
    places_ = same ? before.places_ : std::make_shared<const GridPlaces>(field.grid);
    fillValues(field);
}

void FieldMap::fillValues(const core::Field& field)
{
    const std::size_t rows = field.grid->lat.size();
    const std::size_t columns = field.grid->lon.size();
    const auto width = std::size_t(places_->columns);
    values_.resize(std::size_t(places_->rows) * width);
    float* out = values_.data() + (places_->northPole ? width : 0);
    for (std::size_t r = 0; r < rows; ++r, out += width) {
        const float* in = field.values.data() + (places_->northFirst ? r : rows - 1 - r) * columns;
        std::transform(in, in + columns, out, [](float v) { return std::isfinite(v) ? v : missing; });
        if (places_->wraps) {
            out[columns] = out[0];
        }
    }
    if (places_->northPole) {
        std::fill_n(values_.data(), width, meanOfRow(values_.data() + width, columns));
    }
    if (places_->southPole) {
        std::fill_n(out, width, meanOfRow(out - width, columns));
    }
}

float FieldMap::at(double lat, double lon) const
{
    constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
    if (empty() || !std::isfinite(lat) || !std::isfinite(lon)) {
        return nothing;
    }
    const int rows = places_->rows;
    const int columns = places_->columns;
    const double turns = (lon - places_->west) / 360;
    const double row = tableAt(places_->rowTable, 0.5 - lat / 180);
    const double column = tableAt(places_->columnTable, turns - std::floor(turns));
    if (row < -0.5 || column < -0.5 || row > rows - 0.5 || column > columns - 0.5) {
        return nothing;
    }
    const double y = std::clamp(row, 0.0, rows - 1.0);
    const double x = std::clamp(column, 0.0, columns - 1.0);
    const int top = int(y);
    const int left = int(x);
    double sum = 0;
    double weight = 0;
    for (int corner = 0; corner < 4; ++corner) {
        const int r = std::min(top + corner / 2, rows - 1);
        const int c = std::min(left + corner % 2, columns - 1);
        const double w = (corner / 2 ? y - top : 1 - (y - top)) * (corner % 2 ? x - left : 1 - (x - left));
        const float value = values_[std::size_t(r) * std::size_t(columns) + std::size_t(c)];
        if (value < missing) {
            sum += w * value;
            weight += w;
        }
    }
    return weight >= 0.5 ? float(sum / weight) : nothing;
}

}  // namespace ui::globe
