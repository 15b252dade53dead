#include "core/prior/eof_points.h"

#include "core/earth/interpolation.h"
#include "core/prior/eof.h"

#include <algorithm>
#include <map>

namespace core::prior {
namespace {

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
    interpolate();
}

void EofPoints::interpolate()
{
    const auto& grid = *prior_.grid();
    const auto columns = static_cast<std::int64_t>(grid.lon.size()), points = static_cast<std::int64_t>(grid.lat.size()) * columns;
    std::vector<double> lat, lon;
    std::vector<std::int64_t> channel, time(time_.begin(), time_.end());
    for (const std::int64_t place : place_) {
        const Place& at = places_[static_cast<std::size_t>(place)];
        lat.push_back(at.lat);
        lon.push_back(at.lon);
        channel.push_back(at.channel);
    }
    const earth::Interpolation to(grid.lat, grid.lon, lat, lon, at::kDouble);
    const Tensor channels = indices(channel, at::kCPU), times = indices(time, at::kCPU);
    const auto at = [&](const Tensor& fields) {  // [T, C, lat, lon] → [n]
        const Tensor flat = fields.to(at::kCPU).flatten(2);
        return (flat.index({times.unsqueeze(1), channels.unsqueeze(1), to.corners()}).to(at::kDouble) * to.weights()).sum(1);
    };
    background_ = at(prior_.means()).to(prior_.options());
    scale_ = at(prior_.scales().expand({-1, -1, -1, columns})).to(prior_.options());
    const auto [seen, which, counts] = at::_unique2(channels, true, true);
    channels_ = seen.size(0);
    synthesis_ = prior_.modes().synthesis().of({seen.const_data_ptr<std::int64_t>(), seen.const_data_ptr<std::int64_t>() + channels_});
    corners_ = ((times * channels_ + which).unsqueeze(1) * points + to.corners()).to(prior_.options().device());
    weights_ = to.weights().to(prior_.options());
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
        out.index_copy_(0, indices(list, prior_.options()), prior_.modes().synthesis().rows(channel, to.corners(), to.weights()));
    }
    return out;
}

Tensor EofPoints::apply(const Tensor& x) const
{
    const Tensor a = prior_.modes().series(x);
    const Tensor fields = synthesis_.fields(a.flatten(0, 1)).view({x.size(0), -1});
    const Tensor read = fields.index_select(1, corners_.flatten()).view({x.size(0), size(), -1});
    return (read * weights_).sum(2).mul_(scale_);
}

Tensor EofPoints::adjoint(const Tensor& w) const
{
    const auto& grid = *prior_.grid();
    const auto rows = static_cast<std::int64_t>(grid.lat.size()), columns = static_cast<std::int64_t>(grid.lon.size());
    const std::int64_t times = prior_.modes().times();
    Tensor fields = at::zeros({w.size(0), times * channels_ * rows * columns}, w.options());
    fields.index_add_(1, corners_.flatten(), ((w * scale_).unsqueeze(2) * weights_).flatten(1));
    const Tensor a = synthesis_.adjoint(fields.view({-1, channels_, rows, columns}));
    return prior_.modes().adjoint(a.view({w.size(0), times, -1}));
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
