#include "core/prior/spectral_points.h"

#include "core/earth/harmonics.h"
#include "core/earth/interpolation.h"
#include "core/earth/sphere.h"
#include "core/prior/spectral.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

namespace core::prior {

using at::Tensor;

namespace {

constexpr std::int64_t mostCovariances = std::int64_t{1} << 26;  // half a gigabyte of degree covariances

}  // namespace

SpectralPoints::SpectralPoints(const Spectral& prior, const std::vector<observe::Point>& points)
    : prior_(prior), points_(points)
{
    for (std::size_t i = 0; i < points_.size(); ++i) {
        const double lat = earth::radians(points_[i].lat), lon = earth::radians(points_[i].lon);
        xyz_.insert(xyz_.end(), {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)});
        groups_[{points_[i].time, points_[i].channel}].push_back(i);
    }
    interpolateMeanAndScale();
    makeClusters();
}

void SpectralPoints::interpolateMeanAndScale()
{
    std::vector<double> mean(points_.size()), scale(points_.size());
    for (const auto& [pair, members] : groups_) {
        std::vector<double> lat, lon;
        for (const std::size_t i : members) {
            lat.push_back(points_[i].lat);
            lon.push_back(points_[i].lon);
        }
        const auto& grid = *prior_.grid();
        const earth::Interpolation interpolation(grid.lat, grid.lon, lat, lon, at::kDouble);
        const Tensor fields = at::stack({prior_.background(pair.second, pair.first), prior_.scale(pair.second)});
        const Tensor values = interpolation.apply(fields.to(at::kCPU, at::kDouble)).contiguous();
        for (std::size_t k = 0; k < members.size(); ++k) {
            mean[members[k]] = values.data_ptr<double>()[k];
            scale[members[k]] = values.data_ptr<double>()[members.size() + k];
        }
    }
    background_ = at::tensor(at::ArrayRef<double>(mean), at::kDouble).to(prior_.options());
    scale_ = at::tensor(at::ArrayRef<double>(scale), at::kDouble).to(prior_.options());
    scaleAt_ = std::move(scale);
}

void SpectralPoints::makeClusters()
{
    // groups that see the same places in the same order share their harmonics
    std::map<std::vector<std::pair<double, double>>, std::vector<Pair>> shared;
    for (const auto& [pair, members] : groups_) {
        std::vector<std::pair<double, double>> places;
        for (const std::size_t i : members) {
            places.emplace_back(points_[i].lat, points_[i].lon);
        }
        shared[std::move(places)].push_back(pair);
    }
    const auto device = prior_.options().device();
    const auto channels = static_cast<std::int64_t>(prior_.channels().size());
    for (const auto& [places, all] : shared) {
        std::vector<double> lat, lon;
        for (const auto& [latitude, longitude] : places) {
            lat.push_back(latitude);
            lon.push_back(longitude);
        }
        const Tensor harmonics = earth::harmonicsAt(prior_.model().truncation, lat, lon, prior_.options());
        const std::size_t most = prior_.time().pairsAtOnce();
        for (std::size_t first = 0; first < all.size();) {
            const std::span<const Pair> pairs(all.data() + first, std::min(most, all.size() - first));
            first += pairs.size();
            std::vector<std::int64_t> index, rows(places.size() * pairs.size());
            for (std::size_t k = 0; k < pairs.size(); ++k) {
                index.push_back(pairs[k].first * channels + pairs[k].second);
                const auto& members = groups_.at(pairs[k]);
                for (std::size_t p = 0; p < members.size(); ++p) {
                    rows[p * pairs.size() + k] = static_cast<std::int64_t>(members[p]);
                }
            }
            pairs_.push_back(at::tensor(at::ArrayRef<std::int64_t>(index)).to(device));
            clusters_.push_back({harmonics, at::tensor(at::ArrayRef<std::int64_t>(rows)).to(device)});
        }
    }
}

Tensor SpectralPoints::apply(const Tensor& x) const
{
    const std::int64_t members = x.size(0);
    Tensor out = at::empty({members, size()}, x.options());
    prior_.time().read(x, pairs_, [&](std::size_t i, const Tensor& a) {
        const Cluster& cluster = clusters_[i];
        // one product for all members: [places, N] · [N, M·K]
        const Tensor state = a.transpose(0, 1).reshape({a.size(1), -1});
        const Tensor seen = at::mm(cluster.harmonics, state).view({cluster.harmonics.size(0), members, -1});
        out.index_copy_(1, cluster.rows, seen.transpose(0, 1).reshape({members, -1}));
    });
    return out.mul_(scale_);
}

Tensor SpectralPoints::adjoint(const Tensor& w) const
{
    const std::int64_t members = w.size(0);
    const Tensor scaled = w * scale_;
    return prior_.time().write(members, pairs_, [&](std::size_t i) {
        const Cluster& cluster = clusters_[i];
        const std::int64_t places = cluster.harmonics.size(0);
        const Tensor mine = scaled.index_select(1, cluster.rows).view({members, places, -1}).transpose(0, 1);
        const Tensor sum = at::mm(cluster.harmonics.t(), mine.reshape({places, -1}));
        return sum.view({sum.size(0), members, -1}).transpose(0, 1);
    });
}

observe::LinearisedOperator SpectralPoints::linearise(const Tensor& x) const
{
    return {apply(x), [this](const Tensor& dx) { return apply(dx); }, [this](const Tensor& w) { return adjoint(w); }};
}

std::optional<Tensor> SpectralPoints::gram(const Tensor& x, const Tensor& v) const
{
    static_cast<void>(x);
    return cross(*this, v);
}

Tensor SpectralPoints::variance(const Tensor& v) const
{
    std::vector<Pair> pairs;
    for (const auto& [pair, members] : groups_) {
        pairs.push_back(pair);
    }
    const Tensor sums = prior_.time().variances(pairs, v);
    std::vector<double> out(points_.size());
    const double* sum = sums.const_data_ptr<double>();
    for (const auto& [pair, members] : groups_) {
        for (const std::size_t i : members) {
            out[i] = *sum * scaleAt_[i] * scaleAt_[i];
        }
        ++sum;
    }
    return at::tensor(at::ArrayRef<double>(out), at::kDouble);
}

Tensor SpectralPoints::pairs(const Tensor& i, const Tensor& j, const Tensor& v) const
{
    std::vector<Pair> kinds;
    std::vector<std::size_t> kindOf(points_.size());
    for (const auto& [pair, members] : groups_) {
        for (const std::size_t member : members) {
            kindOf[member] = kinds.size();
        }
        kinds.push_back(pair);
    }
    const Tensor left = i.contiguous(), right = j.contiguous();
    const auto* first = left.data_ptr<std::int64_t>();
    const auto* second = right.data_ptr<std::int64_t>();
    // pairs of the same two kinds share their degree covariance
    std::map<std::pair<std::size_t, std::size_t>, std::vector<std::int64_t>> shared;
    for (std::int64_t p = 0; p < i.numel(); ++p) {
        shared[{kindOf[static_cast<std::size_t>(first[p])], kindOf[static_cast<std::size_t>(second[p])]}].push_back(p);
    }
    const int degree = prior_.model().truncation;
    Tensor out = at::empty({i.numel()}, at::kDouble);
    double* values = out.data_ptr<double>();
    for (const auto& [kind, list] : shared) {
        const Tensor gram = prior_.time().degreeGram({kinds[kind.first]}, {kinds[kind.second]}, v);  // [1, 1, T+1]
        const double* g = gram.const_data_ptr<double>();
        at::parallel_for(0, static_cast<std::int64_t>(list.size()), 64, [&, list = &list](std::int64_t begin, std::int64_t end) {
            for (std::int64_t k = begin; k < end; ++k) {
                const std::int64_t p = (*list)[static_cast<std::size_t>(k)];
                const auto one = static_cast<std::size_t>(first[p]), other = static_cast<std::size_t>(second[p]);
                const double* from = &xyz_[3 * one];
                const double* to = &xyz_[3 * other];
                const double x = std::clamp(from[0] * to[0] + from[1] * to[1] + from[2] * to[2], -1.0, 1.0);
                double sum = 0;
                earth::legendreSum(g, degree, &x, &sum, 1);
                values[p] = sum * scaleAt_[one] * scaleAt_[other];
            }
        });
    }
    return out;
}

Tensor SpectralPoints::cross(const observe::PointOperator& others, const Tensor& v) const
{
    const auto& far = dynamic_cast<const SpectralPoints&>(others);
    std::vector<Pair> rows, columns;
    for (const auto& [pair, members] : far.groups_) {
        rows.push_back(pair);
    }
    for (const auto& [pair, members] : groups_) {
        columns.push_back(pair);
    }
    Tensor out = at::zeros({far.size(), size()}, at::kDouble);
    // as many rows at a time as keep the degree covariances in bounds
    const auto most = static_cast<std::size_t>(mostCovariances / (static_cast<std::int64_t>(columns.size()) *
                                                                  (prior_.model().truncation + 1)) + 1);
    for (std::size_t first = 0; first < rows.size(); first += most) {
        const std::vector<Pair> some(rows.begin() + static_cast<std::ptrdiff_t>(first),
                                     rows.begin() + static_cast<std::ptrdiff_t>(std::min(first + most, rows.size())));
        fillRows(far, {some, columns, prior_.time().degreeGram(some, columns, v), first}, out);
    }
    return out;
}

void SpectralPoints::fillRows(const SpectralPoints& far, const Block& block, Tensor& out) const
{
    double* values = out.data_ptr<double>();
    const int degree = prior_.model().truncation;
    const bool symmetric = &far == this;
    const Tensor alive = block.gram.abs().amax(2).gt(0).contiguous();  // a chain forgets
    const std::size_t columns = block.columns.size();

    // one row of points at a time; a group's columns are summed together because they share coefficients
    std::vector<std::pair<std::size_t, std::size_t>> work;  // (row group, point)
    for (std::size_t r = 0; r < block.rows.size(); ++r) {
        for (const std::size_t i : far.groups_.at(block.rows[r])) {
            work.emplace_back(r, i);
        }
    }
    at::parallel_for(0, static_cast<std::int64_t>(work.size()), 4, [&](std::int64_t begin, std::int64_t end) {
        std::vector<double> x, sum;
        for (std::int64_t w = begin; w < end; ++w) {
            const auto [r, i] = work[static_cast<std::size_t>(w)];
            for (std::size_t c = symmetric ? block.first + r : 0; c < columns; ++c) {
                if (!alive.const_data_ptr<bool>()[r * columns + c]) {
                    continue;
                }
                const auto& members = groups_.at(block.columns[c]);
                x.resize(members.size());
                sum.resize(members.size());
                for (std::size_t k = 0; k < members.size(); ++k) {
                    const double* a = &far.xyz_[3 * i];
                    const double* b = &xyz_[3 * members[k]];
                    x[k] = std::clamp(a[0] * b[0] + a[1] * b[1] + a[2] * b[2], -1.0, 1.0);
                }
                const double* g = block.gram.const_data_ptr<double>() +
                                  static_cast<std::ptrdiff_t>((r * columns + c)) * (degree + 1);
                earth::legendreSum(g, degree, x.data(), sum.data(), x.size());
                for (std::size_t k = 0; k < members.size(); ++k) {
                    const double value = sum[k] * far.scaleAt_[i] * scaleAt_[members[k]];
                    values[i * static_cast<std::size_t>(size()) + members[k]] = value;
                    if (symmetric) {
                        values[members[k] * static_cast<std::size_t>(size()) + i] = value;
                    }
                }
            }
        }
    });
}

}  // namespace core::prior
