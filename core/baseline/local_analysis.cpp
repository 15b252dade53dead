#include "core/baseline/local_analysis.h"

#include "core/api/error.h"
#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace core::baseline {
namespace {

constexpr std::int64_t placesAtOnce = 512;  // whose weights lie in memory together

/// Unit vectors, [n, 3] float64
Tensor vectors(const Placed& at)
{
    std::vector<double> xyz;
    for (std::size_t i = 0; i < at.lat.size(); ++i) {
        const double lat = earth::radians(at.lat[i]), lon = earth::radians(at.lon[i]);
        xyz.insert(xyz.end(), {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)});
    }
    return at::tensor(at::ArrayRef<double>(xyz), at::kDouble).view({-1, 3});
}

/// Taper between places a [n, 3] and b [m, 3] on the sphere: [n, m]
Tensor taper(const Tensor& a, const Tensor& b, double lengthMetres)
{
    if (std::isinf(lengthMetres)) {
        return at::ones({a.size(0), b.size(0)}, a.options());
    }
    const Tensor angle = at::mm(a, b.t()).clamp(-1, 1).acos();
    return gaspariCohn(angle * (earth::radiusMetres / lengthMetres));
}

double between(double logPressure, double other, double levels)
{
    return std::isinf(levels) ? 1 : std::exp(-std::abs(logPressure - other) / levels);
}

Tensor list(const std::vector<double>& values)
{
    return at::tensor(at::ArrayRef<double>(values), at::kDouble);
}

/// (ρ ∘ Y Yᵀ + R)⁻¹ (y − ȳ − ½ Y_m): [n, M]
Tensor solved(const EnsembleSeen& seen, const Tensor& deviations, const Localisation& localisation)
{
    const Tensor at = vectors(seen.at), p = list(seen.logPressure);
    Tensor s = at::mm(deviations.t(), deviations) / static_cast<double>(deviations.size(0) - 1);
    s *= taper(at, at, localisation.lengthMetres);
    if (!std::isinf(localisation.levels)) {
        s *= (-(p.unsqueeze(0) - p.unsqueeze(1)).abs() / localisation.levels).exp();
    }
    s.diagonal().add_(seen.variance);
    const Tensor right = (seen.y - seen.values.mean(0)).unsqueeze(1) - deviations.t() / 2;
    return at::cholesky_solve(right, at::linalg_cholesky(s));
}

}  // namespace

Tensor gaspariCohn(const Tensor& z)
{
    const Tensor near = (((-0.25 * z + 0.5) * z + 0.625) * z - 5.0 / 3) * z * z + 1;
    const Tensor safe = z.clamp_min(1e-6);
    const Tensor far = ((((z / 12 - 0.5) * z + 0.625) * z + 5.0 / 3) * z - 5) * z + 4 - 2 / (3 * safe);
    return at::where(z <= 1, near, at::where(z < 2, far, at::zeros_like(z)));
}

LocalAnalysis::LocalAnalysis(const EnsembleSeen& seen, const Localisation& localisation)
    : localisation_(localisation)
{
    const std::int64_t members = seen.values.size(0);
    if (members < 2) {
        throw Error(Cause::badInput, "An ensemble smoother needs two members or more.");
    }
    const Tensor deviations = seen.values - seen.values.mean(0);
    const Tensor w = solved(seen, deviations, localisation);
    std::map<double, std::vector<std::int64_t>> levels;
    for (std::size_t i = 0; i < seen.logPressure.size(); ++i) {
        levels[seen.logPressure[i]].push_back(static_cast<std::int64_t>(i));
    }
    for (const auto& [logPressure, rows] : levels) {
        const Tensor index = at::tensor(at::ArrayRef<std::int64_t>(rows));
        const Tensor y = deviations.t().index_select(0, index) / static_cast<double>(members - 1);
        Group group{
            .logPressure = logPressure,
            .lat = {},
            .lon = {},
            .weights = (y.unsqueeze(2) * w.index_select(0, index).unsqueeze(1)).flatten(1).to(at::kFloat)};
        for (const std::int64_t row : rows) {
            group.lat.push_back(seen.at.lat[static_cast<std::size_t>(row)]);
            group.lon.push_back(seen.at.lon[static_cast<std::size_t>(row)]);
        }
        groups_.push_back(std::move(group));
    }
}

Tensor LocalAnalysis::corrected(const Tensor& x, const Placed& at,
                                const std::vector<double>& logPressure) const
{
    const std::int64_t members = x.size(0), places = x.size(2);
    const Tensor here = vectors(at);
    const Tensor mean = x.mean(0, true);
    Tensor out = x.clone();
    for (std::int64_t first = 0; first < places; first += placesAtOnce) {
        const std::int64_t end = std::min(places, first + placesAtOnce);
        // [G, F, M]: deviations of the places at hand, and what is added to them
        const Tensor deviations = (x - mean).slice(2, first, end).permute({2, 1, 0}).contiguous();
        Tensor added = at::zeros_like(deviations);
        for (const Group& group : groups_) {
            const Tensor rho = taper(here.slice(0, first, end), vectors({group.lat, group.lon}),
                                     localisation_.lengthMetres);
            const Tensor weights =
                at::mm(rho.to(at::kFloat), group.weights).view({end - first, members, members});
            std::vector<double> share;
            for (const double level : logPressure) {
                share.push_back(between(level, group.logPressure, localisation_.levels));
            }
            added += at::bmm(deviations * list(share).to(at::kFloat).view({1, -1, 1}), weights);
        }
        out.slice(2, first, end).add_(added.permute({2, 1, 0}));
    }
    return out;
}

}  // namespace core::baseline
