#include "core/prior/eof_points.h"

#include "core/earth/interpolation.h"
#include "core/prior/eof.h"

#include <algorithm>

namespace core::prior {
namespace {

constexpr std::int64_t mostInRows = std::int64_t{1} << 24;  // numbers in the rows of one window
constexpr std::int64_t mostInGram = 2000;  // points beyond which products cost less than their covariances
constexpr std::int64_t pairsAtOnce = 4096;

Tensor indices(const std::vector<std::int64_t>& list, const at::TensorOptions& options)
{
    return at::tensor(at::ArrayRef<std::int64_t>(list), at::kLong).to(options.device());
}

/// Covariance in time of all coefficients between two times, with its 2 × 2 blocks of waves.
struct Between {
    Tensor flat;      // [flat]
    Tensor waves[4];  // re-re, re-im, im-re, im-im: [waves]
};

Between between(const EofModes::InTime& v, std::int64_t times, std::int64_t a, std::int64_t b)
{
    return {v.flat.select(1, a).select(1, b),
            {v.waves.select(1, a).select(1, b), v.waves.select(1, a).select(1, times + b),
             v.waves.select(1, times + a).select(1, b), v.waves.select(1, times + a).select(1, times + b)}};
}

/// rows [n, Q] times that covariance: the first time's rows as seen by coefficients at the second
Tensor carried(const Tensor& rows, const Between& v)
{
    const std::int64_t flat = v.flat.size(0);
    const Tensor waves = rows.narrow(1, flat, rows.size(1) - flat).view({rows.size(0), -1, 2});
    const Tensor re = waves.select(2, 0), im = waves.select(2, 1);
    const Tensor carried = at::stack({re * v.waves[0] + im * v.waves[2], re * v.waves[1] + im * v.waves[3]}, 2);
    return at::cat({rows.narrow(1, 0, flat) * v.flat, carried.flatten(1)}, 1);
}

}  // namespace

EofPoints::EofPoints(const Eof& prior, const std::vector<observe::Point>& points)
    : prior_(prior), byTime_(static_cast<std::size_t>(prior.modes().times()))
{
    std::map<Place, std::int64_t> known;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Place place{points[i].channel, points[i].lat, points[i].lon};
        const auto [found, isNew] = known.emplace(place, static_cast<std::int64_t>(places_.size()));
        if (isNew) {
            places_.push_back(place);
        }
        place_.push_back(found->second);
        time_.push_back(points[i].time);
        byTime_[static_cast<std::size_t>(points[i].time)].push_back(static_cast<std::int64_t>(i));
    }
    makeScale();
    makeClusters();
}

EofPoints::~EofPoints() = default;

void EofPoints::makeScale()
{
    std::vector<double> mean(place_.size()), scale(place_.size());
    const auto& grid = *prior_.grid();
    const auto columns = static_cast<std::int64_t>(grid.lon.size());
    for (std::size_t time = 0; time < byTime_.size(); ++time) {
        if (byTime_[time].empty()) {
            continue;
        }
        std::vector<double> lat, lon;
        std::vector<std::int64_t> channel;
        for (const std::int64_t i : byTime_[time]) {
            const Place& place = places_[static_cast<std::size_t>(place_[static_cast<std::size_t>(i)])];
            lat.push_back(place.lat);
            lon.push_back(place.lon);
            channel.push_back(place.channel);
        }
        const earth::Interpolation to(grid.lat, grid.lon, lat, lon, at::kDouble);
        const Tensor channels = indices(channel, at::kCPU).unsqueeze(1);
        const auto t = static_cast<std::int64_t>(time);
        const auto at = [&](const Tensor& fields) {  // [C, lat, lon] → [n]
            const Tensor flat = fields.to(at::kCPU, at::kDouble).flatten(1);
            return (flat.index({channels, to.corners()}) * to.weights()).sum(1).contiguous();
        };
        const Tensor means = at(prior_.means()[t]), scales = at(prior_.scales()[t].expand({-1, -1, columns}));
        for (std::size_t k = 0; k < byTime_[time].size(); ++k) {
            mean[static_cast<std::size_t>(byTime_[time][k])] = means.const_data_ptr<double>()[k];
            scale[static_cast<std::size_t>(byTime_[time][k])] = scales.const_data_ptr<double>()[k];
        }
    }
    background_ = at::tensor(at::ArrayRef<double>(mean), at::kDouble).to(prior_.options());
    scale_ = at::tensor(at::ArrayRef<double>(scale), at::kDouble).to(prior_.options());
}

void EofPoints::makeClusters()
{
    std::map<std::vector<std::int64_t>, std::vector<std::int64_t>> shared;  // places → times
    for (std::size_t time = 0; time < byTime_.size(); ++time) {
        std::vector<std::int64_t> seen;
        for (const std::int64_t i : byTime_[time]) {
            seen.push_back(place_[static_cast<std::size_t>(i)]);
        }
        if (!seen.empty()) {
            shared[std::move(seen)].push_back(static_cast<std::int64_t>(time));
        }
    }
    std::int64_t all = 0;
    for (const auto& [seen, times] : shared) {
        all += static_cast<std::int64_t>(seen.size());
    }
    const bool rows = all * prior_.modes().coefficients() <= mostInRows;
    for (const auto& [seen, times] : shared) {
        Cluster cluster{.rows = {}, .times = times, .points = {}, .channels = {}};
        std::vector<std::int64_t> points;
        for (const std::int64_t time : times) {
            const auto& here = byTime_[static_cast<std::size_t>(time)];
            points.insert(points.end(), here.begin(), here.end());
        }
        cluster.points = indices(points, prior_.options());
        if (rows) {
            cluster.rows = rowsOf(byTime_[static_cast<std::size_t>(times.front())]);
        } else {
            std::map<int, std::vector<std::int64_t>> channels;
            for (std::size_t k = 0; k < seen.size(); ++k) {
                channels[places_[static_cast<std::size_t>(seen[k])].channel].push_back(static_cast<std::int64_t>(k));
            }
            for (const auto& [channel, within] : channels) {
                std::vector<double> lat, lon;
                for (const std::int64_t k : within) {
                    const Place& place = places_[static_cast<std::size_t>(seen[static_cast<std::size_t>(k)])];
                    lat.push_back(place.lat);
                    lon.push_back(place.lon);
                }
                cluster.channels.push_back({channel, indices(within, prior_.options()),
                                            std::make_shared<earth::Interpolation>(prior_.grid()->lat, prior_.grid()->lon, lat,
                                                                                   lon, prior_.options())});
            }
        }
        clusters_.push_back(std::move(cluster));
    }
}

Tensor EofPoints::rowsOf(const std::vector<std::int64_t>& points) const
{
    std::map<int, std::vector<std::int64_t>> channels;  // index among `points`
    for (std::size_t k = 0; k < points.size(); ++k) {
        const auto place = static_cast<std::size_t>(place_[static_cast<std::size_t>(points[k])]);
        channels[places_[place].channel].push_back(static_cast<std::int64_t>(k));
    }
    Tensor out = at::empty({static_cast<std::int64_t>(points.size()), prior_.modes().coefficients()}, prior_.options());
    for (const auto& [channel, list] : channels) {
        std::vector<double> lat, lon;
        for (const std::int64_t k : list) {
            const Place& place = places_[static_cast<std::size_t>(place_[static_cast<std::size_t>(points[static_cast<std::size_t>(k)])])];
            lat.push_back(place.lat);
            lon.push_back(place.lon);
        }
        const earth::Interpolation to(prior_.grid()->lat, prior_.grid()->lon, lat, lon, prior_.options());
        out.index_copy_(0, indices(list, prior_.options()), prior_.modes().rows(channel, to.corners(), to.weights()));
    }
    return out;
}

/// a [M, T, Q] → [M, times · n]
Tensor EofPoints::read(const Cluster& cluster, const Tensor& a) const
{
    const Tensor states = a.index_select(1, indices(cluster.times, a.options())).flatten(0, 1);  // [M · times, Q]
    const std::int64_t n = cluster.points.size(0) / static_cast<std::int64_t>(cluster.times.size());
    if (cluster.rows.defined()) {
        return at::mm(states, cluster.rows.t()).view({a.size(0), -1});
    }
    Tensor out = at::empty({states.size(0), n}, a.options());
    for (const auto& one : cluster.channels) {
        out.index_copy_(1, one.within, one.places->apply(prior_.modes().field(states, one.channel)));
    }
    return out.view({a.size(0), -1});
}

/// adjoint of read: w [M, times · n] → [M, times, Q]
Tensor EofPoints::written(const Cluster& cluster, const Tensor& w) const
{
    const auto times = static_cast<std::int64_t>(cluster.times.size());
    const Tensor values = w.reshape({w.size(0) * times, -1});
    if (cluster.rows.defined()) {
        return at::mm(values, cluster.rows).view({w.size(0), times, -1});
    }
    const auto& grid = *prior_.grid();
    Tensor fields = at::zeros({values.size(0), static_cast<std::int64_t>(prior_.channels().size()),
                               static_cast<std::int64_t>(grid.lat.size()), static_cast<std::int64_t>(grid.lon.size())},
                              w.options());
    for (const auto& one : cluster.channels) {
        fields.select(1, one.channel).copy_(one.places->adjoint(values.index_select(1, one.within)));
    }
    return prior_.modes().fieldsAdjoint(fields).view({w.size(0), times, -1});
}

Tensor EofPoints::apply(const Tensor& x) const
{
    const Tensor a = prior_.modes().series(x);
    Tensor out = at::empty({x.size(0), size()}, x.options());
    for (const Cluster& cluster : clusters_) {
        out.index_copy_(1, cluster.points, read(cluster, a));
    }
    return out.mul_(scale_);
}

Tensor EofPoints::adjoint(const Tensor& w) const
{
    const Tensor scaled = w * scale_;
    Tensor a = at::zeros({w.size(0), prior_.modes().times(), prior_.modes().coefficients()}, w.options());
    for (const Cluster& cluster : clusters_) {
        a.index_copy_(1, indices(cluster.times, w.options()), written(cluster, scaled.index_select(1, cluster.points)));
    }
    return prior_.modes().adjoint(a);
}

observe::LinearisedOperator EofPoints::linearise(const Tensor& x) const
{
    return {apply(x), [this](const Tensor& dx) { return apply(dx); }, [this](const Tensor& w) { return adjoint(w); }};
}

std::optional<Tensor> EofPoints::gram(const Tensor&, const Tensor& v) const
{
    if (size() > mostInGram) {
        return std::nullopt;
    }
    return cross(*this, v);
}

std::vector<Tensor> EofPoints::scaledRows() const
{
    std::vector<Tensor> out;
    for (const auto& points : byTime_) {
        out.push_back(points.empty() ? Tensor()
                                     : rowsOf(points) * scale_.index_select(0, indices(points, scale_.options())).unsqueeze(1));
    }
    return out;
}

Tensor EofPoints::cross(const observe::PointOperator& others, const Tensor& v) const
{
    const auto& far = dynamic_cast<const EofPoints&>(others);
    const bool symmetric = &far == this;
    const EofModes::InTime inTime = prior_.modes().inTime(v);
    const std::int64_t times = prior_.modes().times();
    const std::vector<Tensor> here = scaledRows(), there = symmetric ? here : far.scaledRows();
    Tensor out = at::zeros({far.size(), size()}, at::kDouble);
    for (std::int64_t a = 0; a < times; ++a) {
        for (std::int64_t b = symmetric ? a : 0; b < times; ++b) {
            const Tensor &left = there[static_cast<std::size_t>(a)], &right = here[static_cast<std::size_t>(b)];
            if (!left.defined() || !right.defined()) {
                continue;
            }
            const Tensor block = at::mm(carried(left, between(inTime, times, a, b)), right.t()).to(at::kCPU, at::kDouble);
            const Tensor rows = indices(far.byTime_[static_cast<std::size_t>(a)], at::kCPU);
            const Tensor columns = indices(byTime_[static_cast<std::size_t>(b)], at::kCPU);
            out.index_put_({rows.unsqueeze(1), columns.unsqueeze(0)}, block);
            if (symmetric && a != b) {
                out.index_put_({columns.unsqueeze(1), rows.unsqueeze(0)}, block.t());
            }
        }
    }
    return out;
}

Tensor EofPoints::variance(const Tensor& v) const
{
    const EofModes::InTime inTime = prior_.modes().inTime(v);
    const std::int64_t times = prior_.modes().times();
    Tensor out = at::zeros({size()}, scale_.options());
    for (std::size_t t = 0; t < byTime_.size(); ++t) {
        for (std::size_t first = 0; first < byTime_[t].size(); first += pairsAtOnce) {
            const std::size_t end = std::min<std::size_t>(first + pairsAtOnce, byTime_[t].size());
            const std::vector<std::int64_t> some(byTime_[t].begin() + static_cast<std::ptrdiff_t>(first),
                                                 byTime_[t].begin() + static_cast<std::ptrdiff_t>(end));
            const Tensor rows = rowsOf(some);
            const auto at = static_cast<std::int64_t>(t);
            out.index_copy_(0, indices(some, scale_.options()), (carried(rows, between(inTime, times, at, at)) * rows).sum(1));
        }
    }
    return (out * scale_.square()).to(at::kCPU, at::kDouble);
}

Tensor EofPoints::pairs(const Tensor& i, const Tensor& j, const Tensor& v) const
{
    const EofModes::InTime inTime = prior_.modes().inTime(v);
    const std::int64_t times = prior_.modes().times();
    std::map<std::pair<int, int>, std::vector<std::int64_t>> shared;  // times → pairs
    const Tensor left = i.contiguous(), right = j.contiguous();
    const auto point = [](const Tensor& list, std::int64_t p) { return list.const_data_ptr<std::int64_t>()[p]; };
    for (std::int64_t p = 0; p < i.numel(); ++p) {
        shared[{time_[static_cast<std::size_t>(point(left, p))], time_[static_cast<std::size_t>(point(right, p))]}].push_back(p);
    }
    Tensor out = at::zeros({i.numel()}, at::kDouble);
    for (const auto& [at, list] : shared) {
        const Between covariance = between(inTime, times, at.first, at.second);
        for (std::size_t first = 0; first < list.size(); first += pairsAtOnce) {
            std::vector<std::int64_t> some, a, b;
            for (std::size_t k = first; k < std::min<std::size_t>(first + pairsAtOnce, list.size()); ++k) {
                some.push_back(list[k]);
                a.push_back(point(left, list[k]));
                b.push_back(point(right, list[k]));
            }
            const Tensor scales = scale_.index_select(0, indices(a, scale_.options())) * scale_.index_select(0, indices(b, scale_.options()));
            const Tensor sums = (carried(rowsOf(a), covariance) * rowsOf(b)).sum(1) * scales;
            out.index_copy_(0, indices(some, at::kCPU), sums.to(at::kCPU, at::kDouble));
        }
    }
    return out;
}

}  // namespace core::prior
