#include "core/earth/model/transform.h"

#include "core/api/error.h"
#include "core/earth/harmonics.h"
#include "core/earth/sphere.h"

#include <cmath>

namespace core::earth::model {
namespace {

/// P̄ and (1 − μ²) dP̄/dμ at the latitudes, both [lat, m, l], normalised to mean square 1, √2 included for m
/// > 0.
struct Tables {
    Tensor value, slope;
};

Tables tables(int T, const std::vector<double>& lat)
{
    const int n = T + 1;
    const auto rows = static_cast<std::int64_t>(lat.size());
    Tables result{at::zeros({rows, n, n}, at::kDouble), at::zeros({rows, n, n}, at::kDouble)};
    auto value = result.value.accessor<double, 3>(), slope = result.slope.accessor<double, 3>();
    const auto epsilon = [](int l, int m) {
        return std::sqrt((double(l) * l - double(m) * m) / (4.0 * l * l - 1));
    };
    std::vector<double> row(std::size_t(n + 1) * std::size_t(n + 1));
    const double norm = std::sqrt(4 * pi);
    for (std::int64_t j = 0; j < rows; ++j) {
        legendreRow(T + 1, lat[std::size_t(j)], row.data());
        for (int m = 0; m <= T; ++m) {
            const double* P = row.data() + std::ptrdiff_t(m) * (n + 1);
            for (int l = m; l <= T; ++l) {
                value[j][m][l] = norm * P[l];
                const double below = l > m ? (l + 1) * epsilon(l, m) * P[l - 1] : 0;
                slope[j][m][l] = norm * (below - l * epsilon(l + 1, m) * P[l + 1]);
            }
        }
    }
    return result;
}

/// [M, …] twice: for the cosines and the sines
Tensor twice(const Tensor& byOrder, const at::TensorOptions& options)
{
    return at::cat({byOrder, byOrder}).contiguous().to(options);
}

/// cos mλ, then sin mλ: [2M, lon]
Tensor waves(int T, const std::vector<double>& lon)
{
    const auto n = static_cast<std::int64_t>(T + 1);
    Tensor result = at::empty({2 * n, static_cast<std::int64_t>(lon.size())}, at::kDouble);
    auto values = result.accessor<double, 2>();
    for (std::int64_t m = 0; m < n; ++m) {
        for (std::size_t i = 0; i < lon.size(); ++i) {
            values[m][std::int64_t(i)] = std::cos(double(m) * radians(lon[i]));
            values[n + m][std::int64_t(i)] = std::sin(double(m) * radians(lon[i]));
        }
    }
    return result;
}

int longitudesFor(int T)
{
    for (int n = 3 * T + 1;; ++n) {
        int rest = n;
        for (const int prime : {2, 3, 5}) {
            while (rest % prime == 0) {
                rest /= prime;
            }
        }
        if (rest == 1 && n % 4 == 0) {
            return n;
        }
    }
}

std::vector<double> evenLongitudes(int count)
{
    std::vector<double> lon;
    for (int i = 0; i < count; ++i) {
        lon.push_back(360.0 * i / count);
    }
    return lon;
}

}  // namespace

Transform::Transform(int truncation, std::vector<double> lat, std::vector<double> lon,
                     const at::TensorOptions& options)
    : truncation_(truncation), lat_(std::move(lat)), lon_(std::move(lon))
{
    const Tables table = tables(truncation, lat_);
    legendre_ = twice(table.value.permute({1, 0, 2}), options);
    slope_ = twice(table.slope.permute({1, 0, 2}), options);
    toLon_ = waves(truncation, lon_).t().contiguous().unsqueeze(0).to(options);
    const Tensor m = at::arange(truncation + 1, at::kDouble);
    order_ = at::stack({m, -m}).view({2, truncation + 1, 1, 1}).to(options);
}

Tensor Transform::spectralView(const Tensor& spectral) const
{
    const std::int64_t n = truncation_ + 1;
    return spectral.reshape({2 * n, n, -1});
}

Tensor Transform::legendre(const Tensor& spectral) const
{
    return at::bmm(legendre_, spectralView(spectral));
}

void Transform::addSlope(Tensor& fourier, const Tensor& spectral, double sign) const
{
    fourier.baddbmm_(slope_, spectralView(spectral), 1, sign);
}

Tensor Transform::grid(const Tensor& fourier) const
{
    return at::bmm(toLon_.expand({fourier.size(1), -1, -1}), fourier.transpose(0, 1));
}

void Transform::grid(Tensor& out, const Tensor& fourier) const
{
    at::bmm_out(out, toLon_.expand({fourier.size(1), -1, -1}), fourier.transpose(0, 1));
}

Tensor Transform::eastward(const Tensor& spectral) const
{
    const std::int64_t n = truncation_ + 1;
    return (spectral.reshape({2, n, n, -1}).flip(0) * order_).view(spectral.sizes());
}

GaussianTransform::GaussianTransform(int truncation, const at::TensorOptions& options)
    : Transform(truncation, gaussianLatitudes(longitudesFor(truncation) / 2).lat,
                evenLongitudes(longitudesFor(truncation)), options)
{
    const std::vector<double> weight = gaussianLatitudes(static_cast<int>(lat_.size())).weight;
    Tensor w = at::empty({static_cast<std::int64_t>(lat_.size()), 1, 1}, at::kDouble),
           cos2 = at::empty_like(w);
    for (std::size_t j = 0; j < lat_.size(); ++j) {
        weights_.push_back(weight[j] / 2);
        w[std::int64_t(j)] = weight[j] / 2;
        cos2[std::int64_t(j)] = std::pow(std::cos(radians(lat_[j])), 2);
    }
    const Tables table = tables(truncation, lat_);
    const auto made = [&](const Tensor& t) { return twice(t.permute({1, 2, 0}), options); };
    value_ = made(table.value * w);
    shallow_ = made(table.value * w / cos2);
    edge_ = made(table.slope * w / cos2);
    area_ = w.squeeze(-1).to(options);
    toOrder_ = (waves(truncation, lon_) / static_cast<double>(lon_.size())).unsqueeze(0).to(options);
}

Tensor GaussianTransform::fourier(const Tensor& grid) const
{
    return at::bmm(toOrder_.expand({grid.size(0), -1, -1}), grid);
}

Tensor GaussianTransform::mean(const Tensor& grid) const
{
    return (grid.mean(1) * area_).sum(0);
}

Tensor GaussianTransform::project(const Tensor& fourier, Projection kind) const
{
    const Tensor& table = kind == Projection::value ? value_ : kind == Projection::shallow ? shallow_ : edge_;
    const std::int64_t n = truncation_ + 1;
    return at::bmm(table, fourier.transpose(0, 1)).view({2, n, n, -1});
}

}  // namespace core::earth::model
