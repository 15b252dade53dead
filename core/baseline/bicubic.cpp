#include "core/baseline/bicubic.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace core::baseline {
namespace {

/// Weights of four nodes x0 < x1 ≤ x ≤ x2 < x3 in the Hermite cubic between x1 and x2.
std::array<double, 4> weights(const std::array<double, 4>& at, double x)
{
    const double h = at[2] - at[1], before = at[1] - at[0], after = at[3] - at[2], s = (x - at[1]) / h;
    const double value1 = (1 + 2 * s) * (1 - s) * (1 - s), value2 = s * s * (3 - 2 * s);
    const double slope1 = h * s * (1 - s) * (1 - s), slope2 = h * s * s * (s - 1);
    // slope at the middle of three nodes of their parabola
    const auto slopes = [](double left, double right) {
        return std::array{-right / (left * (left + right)), (right - left) / (left * right), left / (right * (left + right))};
    };
    const auto m1 = slopes(before, h), m2 = slopes(h, after);
    return {slope1 * m1[0], value1 + slope1 * m1[1] + slope2 * m2[0], value2 + slope1 * m1[2] + slope2 * m2[1], slope2 * m2[2]};
}

/// Periodic weights, each place moved by `shift` degrees: [places, nodes]
at::Tensor aroundCircle(const std::vector<double>& nodes, const std::vector<double>& places, double shift)
{
    const auto n = static_cast<std::int64_t>(nodes.size());
    at::Tensor out = at::zeros({static_cast<std::int64_t>(places.size()), n}, at::kDouble);
    const double step = 360.0 / static_cast<double>(n);
    for (std::size_t p = 0; p < places.size(); ++p) {
        const double x = (places[p] + shift - nodes.front()) / step, cell = std::floor(x);
        const auto w = weights({-1, 0, 1, 2}, x - cell);
        for (int k = 0; k < 4; ++k) {
            const std::int64_t node = (((static_cast<std::int64_t>(cell) + k - 1) % n) + n) % n;
            out[static_cast<std::int64_t>(p)][node] += w[static_cast<std::size_t>(k)];
        }
    }
    return out;
}

/// A row of the grid, or the same row seen across a pole.
struct Row {
    double lat;
    std::int64_t index;
    bool beyond;
};

/// Rows from south to north with two more beyond each pole.
std::vector<Row> rowsAcrossPoles(const std::vector<double>& lat)
{
    std::vector<Row> rows;
    for (std::size_t j = 0; j < lat.size(); ++j) {
        rows.push_back({lat[j], static_cast<std::int64_t>(j), false});
    }
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.lat < b.lat; });
    constexpr double close = 1e-6, pole = 90;
    const auto last = rows.size() - 1;
    std::vector<Row> all;
    const std::size_t south = rows.front().lat < -pole + close ? 1 : 0;  // a row at the pole is its own reflection
    const std::size_t north = rows.back().lat > pole - close ? 1 : 0;
    for (const std::size_t k : {south + 1, south}) {
        const Row& row = rows[std::min(k, last)];
        all.push_back({-2 * pole - row.lat, row.index, true});
    }
    all.insert(all.end(), rows.begin(), rows.end());
    for (const std::size_t k : {north, north + 1}) {
        const Row& row = rows[last - std::min(k, last)];
        all.push_back({2 * pole - row.lat, row.index, true});
    }
    return all;
}

}  // namespace

Bicubic::Bicubic(const Grid& from, const Grid& to)
    : columns_(aroundCircle(from.lon, to.lon, 0)), columnsBeyond_(aroundCircle(from.lon, to.lon, 180))
{
    const auto rows = rowsAcrossPoles(from.lat);
    rows_ = at::zeros({static_cast<std::int64_t>(to.lat.size()), static_cast<std::int64_t>(from.lat.size())}, at::kDouble);
    rowsBeyond_ = at::zeros_like(rows_);
    for (std::size_t p = 0; p < to.lat.size(); ++p) {
        const auto above = std::upper_bound(rows.begin(), rows.end(), to.lat[p],
                                            [](double lat, const Row& row) { return lat < row.lat; });
        const auto second = std::clamp<std::ptrdiff_t>(above - rows.begin() - 1, 1, static_cast<std::ptrdiff_t>(rows.size()) - 3);
        const Row* four = rows.data() + second - 1;
        const auto w = weights({four[0].lat, four[1].lat, four[2].lat, four[3].lat}, to.lat[p]);
        for (std::size_t k = 0; k < 4; ++k) {
            (four[k].beyond ? rowsBeyond_ : rows_)[static_cast<std::int64_t>(p)][four[k].index] += w[k];
        }
    }
}

at::Tensor Bicubic::apply(const at::Tensor& fields, Component component) const
{
    const at::Tensor from = fields.to(at::kCPU, at::kDouble);
    const double sign = component == Component::vector ? -1 : 1;
    return at::matmul(rows_, at::matmul(from, columns_.t())) + sign * at::matmul(rowsBeyond_, at::matmul(from, columnsBeyond_.t()));
}

}  // namespace core::baseline
