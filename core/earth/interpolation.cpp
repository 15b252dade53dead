#include "core/earth/interpolation.h"

#include "core/earth/sphere.h"
#include "core/earth/weighted_points.h"

#include <algorithm>
#include <cmath>

namespace core::earth {
namespace {

/// The two rows around a latitude. A row of −1 or `rows` is the neighbour across the pole.
struct Rows {
    std::int64_t upper, lower;
    double lowerShare;
};

Rows rowsAround(const std::vector<double>& lat, double at)
{
    const bool northFirst = lat.front() > lat.back();
    const auto n = static_cast<std::int64_t>(lat.size());
    const auto value = [&](std::int64_t row) {  // latitude continued across the poles
        if (row < 0) {
            return (northFirst ? 180 : -180) - lat.front();
        }
        return row >= n ? (northFirst ? -180 : 180) - lat.back() : lat[static_cast<std::size_t>(row)];
    };
    const auto below = northFirst
        ? std::upper_bound(lat.begin(), lat.end(), at, [](double a, double b) { return a > b; })
        : std::upper_bound(lat.begin(), lat.end(), at);
    const std::int64_t lower = below - lat.begin();
    const std::int64_t upper = lower - 1;
    const double gap = value(lower) - value(upper);
    const double share = gap == 0 ? 0 : (at - value(upper)) / gap;
    return {upper, lower, std::clamp(share, 0.0, 1.0)};
}

/// The two columns around a longitude.
struct Columns {
    std::int64_t west, east;
    double eastShare;
};

/// Of a grid that closes around the globe.
Columns columnsAround(const std::vector<double>& grid, double at)
{
    const auto n = static_cast<std::int64_t>(grid.size());
    const double spacing = 360.0 / static_cast<double>(n);
    double offset = std::fmod((at - grid.front()) / spacing, static_cast<double>(n));
    offset += offset < 0 ? static_cast<double>(n) : 0;
    const auto west = static_cast<std::int64_t>(std::floor(offset)) % n;
    return {west, (west + 1) % n, offset - std::floor(offset)};
}

/// Of a grid with edges; a place beyond both belongs to the nearer one.
Columns columnsWithin(const std::vector<double>& grid, double at)
{
    const auto n = static_cast<std::int64_t>(grid.size());
    const double middle = (grid.front() + grid.back()) / 2, spacing = (grid.back() - grid.front()) / static_cast<double>(n - 1);
    const double nearest = middle + std::remainder(at - middle, 360);
    const double offset = std::clamp((nearest - grid.front()) / spacing, 0.0, static_cast<double>(n - 1));
    const auto west = std::min(static_cast<std::int64_t>(offset), n - 2);
    return {west, west + 1, offset - static_cast<double>(west)};
}

}  // namespace

Interpolation::Interpolation(const std::vector<double>& gridLat, const std::vector<double>& gridLon,
                             const std::vector<double>& lat, const std::vector<double>& lon,
                             const at::TensorOptions& options)
    : rows_(static_cast<std::int64_t>(gridLat.size())), columns_(static_cast<std::int64_t>(gridLon.size())),
      places_(static_cast<std::int64_t>(lat.size()))
{
    std::vector<std::int64_t> index(lat.size() * 4);
    std::vector<double> weight(lat.size() * 4);
    const bool global = coversGlobe(gridLat, gridLon) || columns_ < 2 || rows_ < 2;
    for (std::size_t p = 0; p < lat.size(); ++p) {
        const Rows rows = rowsAround(gridLat, lat[p]);
        const Columns columns = global ? columnsAround(gridLon, lon[p]) : columnsWithin(gridLon, lon[p]);
        for (int corner = 0; corner < 4; ++corner) {
            std::int64_t row = corner < 2 ? rows.upper : rows.lower;
            std::int64_t column = corner % 2 == 0 ? columns.west : columns.east;
            if (row < 0 || row >= rows_) {
                row = row < 0 ? 0 : rows_ - 1;
                column += global ? columns_ / 2 : 0;
            }
            index[4 * p + corner] = row * columns_ + column % columns_;
            weight[4 * p + corner] = (corner < 2 ? 1 - rows.lowerShare : rows.lowerShare) *
                                     (corner % 2 == 0 ? 1 - columns.eastShare : columns.eastShare);
        }
    }
    index_ = at::tensor(at::ArrayRef<std::int64_t>(index)).to(options.device());
    weight_ = at::tensor(at::ArrayRef<double>(weight), at::kDouble).view({places_, 4}).to(options);
}

void Interpolation::prepareAdjoint() const
{
    std::call_once(reading_->once, [this] {
        const Tensor sorted = at::argsort(index_.cpu(), true, 0);  // stable: pairs keep their order within an element
        const Tensor counts = at::bincount(index_.cpu(), {}, rows_ * columns_);
        reading_->start = at::cat({at::zeros({1}, at::kLong), counts.cumsum(0)}).to(index_.device());
        reading_->pair = sorted.to(index_.device());
    });
}

Tensor Interpolation::apply(const Tensor& fields) const
{
    auto shape = fields.sizes().vec();
    shape.resize(shape.size() - 2);
    const Tensor rows = fields.reshape({-1, rows_ * columns_}).contiguous();
    shape.push_back(places_);
    return gathered(rows, {index_, weight_.to(rows.dtype())}).view(shape);
}

Tensor Interpolation::adjoint(const Tensor& values) const
{
    prepareAdjoint();
    auto shape = values.sizes().vec();
    shape.pop_back();
    shape.push_back(rows_);
    shape.push_back(columns_);
    const Tensor rows = values.reshape({-1, places_}).contiguous();
    return scattered(rows, {index_, weight_.to(rows.dtype())}, {reading_->start, reading_->pair}).view(shape);
}

}  // namespace core::earth
