#include "core/earth/interpolation.h"

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

}  // namespace

Interpolation::Interpolation(const std::vector<double>& gridLat, const std::vector<double>& gridLon,
                             const std::vector<double>& lat, const std::vector<double>& lon,
                             const at::TensorOptions& options)
    : rows_(static_cast<std::int64_t>(gridLat.size())), columns_(static_cast<std::int64_t>(gridLon.size())),
      places_(static_cast<std::int64_t>(lat.size()))
{
    std::vector<std::int64_t> index(lat.size() * 4);
    std::vector<double> weight(lat.size() * 4);
    const double spacing = 360.0 / static_cast<double>(columns_);
    for (std::size_t p = 0; p < lat.size(); ++p) {
        const Rows rows = rowsAround(gridLat, lat[p]);
        double offset = std::fmod((lon[p] - gridLon.front()) / spacing, static_cast<double>(columns_));
        offset += offset < 0 ? static_cast<double>(columns_) : 0;
        const auto west = static_cast<std::int64_t>(std::floor(offset)) % columns_;
        const double east = offset - std::floor(offset);
        for (int corner = 0; corner < 4; ++corner) {
            std::int64_t row = corner < 2 ? rows.upper : rows.lower;
            std::int64_t column = west + corner % 2;
            if (row < 0 || row >= rows_) {
                row = row < 0 ? 0 : rows_ - 1;
                column += columns_ / 2;
            }
            index[4 * p + corner] = row * columns_ + column % columns_;
            weight[4 * p + corner] = (corner < 2 ? 1 - rows.lowerShare : rows.lowerShare) *
                                     (corner % 2 == 0 ? 1 - east : east);
        }
    }
    index_ = at::tensor(at::ArrayRef<std::int64_t>(index)).to(options.device());
    weight_ = at::tensor(at::ArrayRef<double>(weight), at::kDouble).view({places_, 4}).to(options);
}

Tensor Interpolation::apply(const Tensor& fields) const
{
    auto shape = fields.sizes().vec();
    shape.resize(shape.size() - 2);
    auto flat = shape;
    flat.push_back(rows_ * columns_);
    auto corners = shape;
    corners.push_back(places_);
    corners.push_back(4);
    const Tensor picked = fields.reshape(flat).index_select(-1, index_).view(corners);
    // a missing corner counts only where it has weight
    return at::where(weight_ == 0, at::zeros({}, fields.options()), picked * weight_.to(fields.dtype())).sum(-1);
}

Tensor Interpolation::adjoint(const Tensor& values) const
{
    auto shape = values.sizes().vec();
    shape.pop_back();
    auto flat = shape, grid = shape;
    flat.push_back(places_ * 4);
    const Tensor spread = (values.unsqueeze(-1) * weight_.to(values.dtype())).reshape(flat);
    auto sums = shape;
    sums.push_back(rows_ * columns_);
    grid.push_back(rows_);
    grid.push_back(columns_);
    return at::zeros(sums, values.options()).index_add_(-1, index_, spread).view(grid);
}

}  // namespace core::earth
