#include "core/earth/coarsening.h"

#include "core/api/error.h"
#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace core::earth {
namespace {

constexpr double pole = 90;

bool hasPoles(const std::vector<double>& lat)
{
    constexpr double close = 1e-6;
    return lat.size() > 1 && std::abs(lat.front()) > pole - close && std::abs(lat.back()) > pole - close;
}

/// Cells of `factor` rows each.
std::vector<Band> cells(const std::vector<double>& lat, std::size_t factor)
{
    std::vector<Band> out;
    if (hasPoles(lat)) {
        for (std::size_t row = 0; row + factor < lat.size(); row += factor) {
            out.push_back({lat[row + factor], lat[row]});
        }
        return out;
    }
    const auto rows = bandsOf(lat);
    for (std::size_t row = 0; row < lat.size(); row += factor) {
        out.push_back({rows[row + factor - 1].south, rows[row].north});
    }
    return out;
}

}  // namespace

std::vector<Band> bandsOf(const std::vector<double>& lat)
{
    std::vector<Band> out;
    for (std::size_t j = 0; j < lat.size(); ++j) {
        const double above = j > 0 ? (lat[j - 1] + lat[j]) / 2 : pole;
        const double below = j + 1 < lat.size() ? (lat[j] + lat[j + 1]) / 2 : -pole;
        out.push_back({below, above});
    }
    return out;
}

Coarsening::Coarsening(const std::vector<double>& lat, const std::vector<double>& lon, int factor)
    : factor_(factor), width_(360.0 * factor / static_cast<double>(lon.size()))
{
    const auto n = static_cast<std::size_t>(std::max(factor, 1));
    const std::size_t rows = hasPoles(lat) ? lat.size() - 1 : lat.size();
    if (factor < 1 || rows % n != 0 || lon.size() % n != 0) {
        throw Error(Cause::badInput, "The factor " + std::to_string(factor) + " does not divide the grid of " +
                    std::to_string(lon.size()) + " × " + std::to_string(lat.size()) + " points.",
                    "Choose a factor that divides its columns and rows (rows − 1 where both poles are rows), such as 4.");
    }
    bands_ = cells(lat, n);
    for (std::size_t i = 0; i < lon.size(); i += n) {
        lon_.push_back((lon[i] + lon[i + n - 1]) / 2);
    }
    const auto fine = bandsOf(lat);
    rows_ = at::zeros({static_cast<std::int64_t>(bands_.size()), static_cast<std::int64_t>(lat.size())}, at::kDouble);
    for (std::size_t band = 0; band < bands_.size(); ++band) {
        for (std::size_t j = 0; j < fine.size(); ++j) {
            const double north = std::min(bands_[band].north, fine[j].north);
            const double south = std::max(bands_[band].south, fine[j].south);
            rows_[static_cast<std::int64_t>(band)][static_cast<std::int64_t>(j)] =
                north > south ? std::sin(radians(north)) - std::sin(radians(south)) : 0;
        }
    }
    rows_ /= rows_.sum(1, true);
}

at::Tensor Coarsening::apply(const at::Tensor& fields) const
{
    auto shape = fields.sizes().vec();
    shape.back() /= factor_;
    shape.push_back(factor_);
    return at::matmul(rows_, fields.to(at::kCPU, at::kDouble).reshape(shape).mean(-1));
}

at::Tensor Coarsening::adjoint(const at::Tensor& means) const
{
    return at::matmul(rows_.t(), means.to(at::kCPU, at::kDouble)).repeat_interleave(factor_, -1) / factor_;
}

}  // namespace core::earth
