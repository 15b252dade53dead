#include "core/earth/regridding.h"

#include "core/earth/coarsening.h"
#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace core::earth {
namespace {

bool same(const std::vector<double>& a, const std::vector<double>& b)
{
    constexpr double close = 1e-4;  // degrees, above rounding of float coordinates
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) { return std::abs(x - y) < close; });
}

double spacing(const std::vector<double>& points)
{
    return points.size() < 2 ? 360 : std::abs(points.back() - points.front()) / static_cast<double>(points.size() - 1);
}

bool isMuchFiner(const std::vector<double>& from, const std::vector<double>& to)
{
    constexpr double much = 1.5;
    return spacing(to) >= much * spacing(from);
}

double sine(double degrees)
{
    return std::sin(degrees * std::numbers::pi / 180);
}

// Shares of each target cell that source cells fill, [to, from], from what two cells have in common.
Tensor sharesOf(std::size_t to, std::size_t from, const std::function<double(std::size_t to, std::size_t from)>& common)
{
    std::vector<double> shares;
    for (std::size_t t = 0; t < to; ++t) {
        for (std::size_t s = 0; s < from; ++s) {
            shares.push_back(common(t, s));
        }
    }
    const Tensor all = at::tensor(at::ArrayRef<double>(shares), at::kDouble).view({static_cast<std::int64_t>(to), -1});
    return all / all.sum(1, true);
}

Tensor latShares(const std::vector<double>& from, const std::vector<double>& to)
{
    const auto source = bandsOf(from), target = bandsOf(to);
    return sharesOf(to.size(), from.size(), [&](std::size_t t, std::size_t s) {
        const double north = std::min(target[t].north, source[s].north), south = std::max(target[t].south, source[s].south);
        return std::max(0.0, sine(north) - sine(south));
    });
}

// Columns reach half-way to their neighbours around the globe.
Tensor lonShares(const std::vector<double>& from, const std::vector<double>& to)
{
    const double sourceWidth = spacing(from), targetWidth = spacing(to);
    return sharesOf(to.size(), from.size(), [&](std::size_t t, std::size_t s) {
        const double apart = std::abs(std::remainder(from[s] - to[t], 360));
        return std::clamp((sourceWidth + targetWidth) / 2 - apart, 0.0, std::min(sourceWidth, targetWidth));
    });
}

}  // namespace

Regridding::Regridding(const std::vector<double>& fromLat, const std::vector<double>& fromLon,
                       const std::vector<double>& toLat, const std::vector<double>& toLon)
    : rows_(static_cast<std::int64_t>(toLat.size())), columns_(static_cast<std::int64_t>(toLon.size()))
{
    if (same(fromLat, toLat) && same(fromLon, toLon)) {
        return;
    }
    if (coversGlobe(fromLat, fromLon) && isMuchFiner(fromLat, toLat) && isMuchFiner(fromLon, toLon)) {
        lat_ = latShares(fromLat, toLat);
        lon_ = lonShares(fromLon, toLon);
        return;
    }
    std::vector<double> lat, lon;
    for (const double row : toLat) {
        lat.insert(lat.end(), toLon.size(), row);
        lon.insert(lon.end(), toLon.begin(), toLon.end());
    }
    bilinear_.emplace(fromLat, fromLon, lat, lon, at::kFloat);
}

Tensor Regridding::apply(const Tensor& fields) const
{
    if (lat_.defined()) {
        const auto mean = [this](const Tensor& x) { return lat_.matmul(x.to(at::kDouble)).matmul(lon_.t()); };
        constexpr double enough = 0.5;
        const Tensor known = mean(at::isfinite(fields));
        return at::where(known >= enough, mean(at::nan_to_num(fields, 0, 0, 0)) / known, NAN).to(at::kFloat);
    }
    if (!bilinear_) {
        return fields;
    }
    std::vector<std::int64_t> shape(fields.sizes().begin(), fields.sizes().end() - 2);
    shape.insert(shape.end(), {rows_, columns_});
    return bilinear_->apply(fields).view(shape);
}

std::string Regridding::method() const
{
    return lat_.defined() ? "means over its cells (first-order conservative)" : bilinear_ ? "bilinear interpolation" : "";
}

}  // namespace core::earth
