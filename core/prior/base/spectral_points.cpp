#include "core/prior/spectral_points.h"

#include "core/earth/harmonics.h"
#include "core/earth/interpolation.h"
#include "core/earth/legendre.h"
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
constexpr std::size_t columnsAtOnce = 512;  // whose coefficients stay in the second-level cache
constexpr std::size_t rowsAtOnce = 32;      // that share them
constexpr std::size_t fewPlaces = 64;       // whose products cost less than a call of a library for them

/// x · y in sixteen sums, so that it becomes vector instructions
template <class Real>
Real dot(const Real* x, const Real* y, std::int64_t n)
{
    constexpr std::int64_t lanes = 16;
    Real part[lanes] = {};
    std::int64_t i = 0;
    for (; i + lanes <= n; i += lanes) {
        for (std::int64_t j = 0; j < lanes; ++j) {
            part[j] += x[i + j] * y[i + j];
        }
    }
    Real sum = 0;
    for (; i < n; ++i) {
        sum += x[i] * y[i];
    }
    for (const Real p : part) {
        sum += p;
    }
    return sum;
}

/// Places of pairs: harmonics [places, N], pair k's are starts[k] … starts[k + 1] − 1, place p is column rows[p].
struct Sparse {
    const Tensor& harmonics;
    const Tensor& rows;
    const std::vector<std::int64_t>& starts;
    [[nodiscard]] std::int64_t pairs() const { return static_cast<std::int64_t>(starts.size()) - 1; }
};

/// state [M, K, N] of the pairs → their columns of seen [M, points]
template <class Real>
void see(const Sparse& sparse, const Tensor& state, Tensor& seen)
{
    const std::int64_t n = sparse.harmonics.size(1), pairs = sparse.pairs(), width = seen.size(1);
    const auto* harmonics = sparse.harmonics.const_data_ptr<Real>();
    const auto* coefficients = state.const_data_ptr<Real>();
    const auto* rows = sparse.rows.const_data_ptr<std::int64_t>();
    auto* values = seen.data_ptr<Real>();
    at::parallel_for(0, state.size(0) * pairs, 8, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const auto k = static_cast<std::size_t>(i % pairs);
            for (std::int64_t p = sparse.starts[k]; p < sparse.starts[k + 1]; ++p) {
                values[i / pairs * width + rows[p]] = dot(harmonics + p * n, coefficients + i * n, n);
            }
        }
    });
}

/// its adjoint: w [M, points] → state [M, K, N], which is zero before
template <class Real>
void scatter(const Sparse& sparse, const Tensor& w, Tensor& state)
{
    const std::int64_t n = sparse.harmonics.size(1), pairs = sparse.pairs(), width = w.size(1);
    const auto* harmonics = sparse.harmonics.const_data_ptr<Real>();
    const auto* values = w.const_data_ptr<Real>();
    const auto* rows = sparse.rows.const_data_ptr<std::int64_t>();
    auto* coefficients = state.data_ptr<Real>();
    at::parallel_for(0, state.size(0) * pairs, 8, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const auto k = static_cast<std::size_t>(i % pairs);
            Real* out = coefficients + i * n;
            for (std::int64_t p = sparse.starts[k]; p < sparse.starts[k + 1]; ++p) {
                const Real weight = values[i / pairs * width + rows[p]];
                const Real* y = harmonics + p * n;
                for (std::int64_t j = 0; j < n; ++j) {
                    out[j] += weight * y[j];
                }
            }
        }
    });
}

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
    if (device.is_cpu()) {
        std::vector<Pair> sparse;
        std::erase_if(shared, [&](const auto& one) {
            const bool few = one.second.size() == 1 && one.first.size() < fewPlaces;
            if (few) {
                sparse.push_back(one.second.front());
            }
            return few;
        });
        std::sort(sparse.begin(), sparse.end());
        const std::size_t most = prior_.time().pairsAtOnce();
        for (std::size_t first = 0; first < sparse.size();) {
            const std::span<const Pair> some(sparse.data() + first, std::min(most, sparse.size() - first));
            addSparse(some);
            first += some.size();
        }
    }
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

/// A cluster of pairs that see few places each, none of them shared.
void SpectralPoints::addSparse(std::span<const Pair> pairs)
{
    const auto channels = static_cast<std::int64_t>(prior_.channels().size());
    std::vector<double> lat, lon;
    std::vector<std::int64_t> index, rows, starts = {0};
    for (const Pair& pair : pairs) {
        index.push_back(pair.first * channels + pair.second);
        for (const std::size_t i : groups_.at(pair)) {
            lat.push_back(points_[i].lat);
            lon.push_back(points_[i].lon);
            rows.push_back(static_cast<std::int64_t>(i));
        }
        starts.push_back(static_cast<std::int64_t>(rows.size()));
    }
    pairs_.push_back(at::tensor(at::ArrayRef<std::int64_t>(index)));
    clusters_.push_back({earth::harmonicsAt(prior_.model().truncation, lat, lon, prior_.options()).contiguous(),
                         at::tensor(at::ArrayRef<std::int64_t>(rows)), std::move(starts)});
}

Tensor SpectralPoints::apply(const Tensor& x) const
{
    const std::int64_t members = x.size(0);
    Tensor out = at::empty({members, size()}, x.options());
    prior_.time().read(x, pairs_, [&](std::size_t i, const Tensor& a) {
        const Cluster& cluster = clusters_[i];
        if (!cluster.starts.empty()) {
            const Sparse sparse{cluster.harmonics, cluster.rows, cluster.starts};
            const Tensor state = a.transpose(1, 2).contiguous();
            a.scalar_type() == at::kDouble ? see<double>(sparse, state, out) : see<float>(sparse, state, out);
            return;
        }
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
    const Tensor scaled = (w * scale_).contiguous();
    return prior_.time().write(members, pairs_, [&](std::size_t i) {
        const Cluster& cluster = clusters_[i];
        if (!cluster.starts.empty()) {
            const Sparse sparse{cluster.harmonics, cluster.rows, cluster.starts};
            Tensor state = at::zeros({members, sparse.pairs(), cluster.harmonics.size(1)}, scaled.options());
            scaled.scalar_type() == at::kDouble ? scatter<double>(sparse, scaled, state)
                                                : scatter<float>(sparse, scaled, state);
            return state.transpose(1, 2);
        }
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
                earth::legendreSums({g, 1, degree}, &x, &sum, 1);
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
    const bool symmetric = &far == this;
    const Tensor alive = block.gram.abs().amax(2).gt(0).contiguous();  // a chain forgets
    const std::size_t columns = block.columns.size();
    std::vector<Piece> work;
    for (std::size_t r = 0; r < block.rows.size(); ++r) {
        const std::span<const std::size_t> points = far.groups_.at(block.rows[r]);
        for (std::size_t first = 0; first < points.size(); first += rowsAtOnce) {
            work.push_back({r, points.subspan(first, std::min(rowsAtOnce, points.size() - first))});
        }
    }
    const Filling filling{far, block, out.data_ptr<double>()};
    at::parallel_for(0, static_cast<std::int64_t>(work.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        Lanes lanes;
        for (std::int64_t w = begin; w < end; ++w) {
            const Piece& piece = work[static_cast<std::size_t>(w)];
            const bool* seen = alive.const_data_ptr<bool>() + piece.row * columns;
            for (std::size_t c = symmetric ? block.first + piece.row : 0; c < columns; ++c) {
                if (!seen[c]) {
                    continue;
                }
                for (const std::size_t k : groups_.at(block.columns[c])) {
                    lanes.points.push_back(k);
                    lanes.groups.push_back(c);
                    if (lanes.points.size() == columnsAtOnce) {
                        fillPiece(filling, piece, lanes);
                    }
                }
            }
            fillPiece(filling, piece, lanes);
        }
    });
}

/// Covariances of a piece's points with those of the lanes, which are empty afterwards.
void SpectralPoints::fillPiece(const Filling& filling, const Piece& piece, Lanes& lanes) const
{
    const int degree = prior_.model().truncation;
    const std::size_t count = lanes.points.size(), terms = static_cast<std::size_t>(degree) + 1;
    const double* gram = filling.block.gram.const_data_ptr<double>() + piece.row * filling.block.columns.size() * terms;
    lanes.coefficients.resize(terms * count);
    lanes.x.resize(count);
    lanes.sums.resize(count);
    for (std::size_t l = 0; l < terms; ++l) {
        for (std::size_t k = 0; k < count; ++k) {
            lanes.coefficients[l * count + k] = gram[lanes.groups[k] * terms + l];
        }
    }
    const auto width = static_cast<std::size_t>(size());
    const bool mirrored = &filling.far == this;
    const std::size_t own = filling.block.first + piece.row;
    for (const std::size_t i : piece.points) {
        const double* a = &filling.far.xyz_[3 * i];
        for (std::size_t k = 0; k < count; ++k) {
            const double* b = &xyz_[3 * lanes.points[k]];
            lanes.x[k] = std::clamp(a[0] * b[0] + a[1] * b[1] + a[2] * b[2], -1.0, 1.0);
        }
        earth::legendreSums({lanes.coefficients.data(), count, degree}, lanes.x.data(), lanes.sums.data(), count);
        for (std::size_t k = 0; k < count; ++k) {
            const std::size_t j = lanes.points[k];
            const double value = lanes.sums[k] * filling.far.scaleAt_[i] * scaleAt_[j];
            filling.values[i * width + j] = value;
            if (mirrored && lanes.groups[k] != own) {  // within a group both orders are summed
                filling.values[j * width + i] = value;
            }
        }
    }
    lanes.points.clear();
    lanes.groups.clear();
}

}  // namespace core::prior
