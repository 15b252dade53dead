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

/// Which covariance each time has, by number among the different ones: those of the prior itself are all the same.
std::vector<std::size_t> kindsOfTime(const std::vector<Between>& all)
{
    constexpr double same = 1e-5;  // of the greatest: transforms round
    const auto alike = [](const Between& a, const Between& b) {
        const auto close = [](const Tensor& x, const Tensor& y, const Tensor& measure) {
            return y.numel() == 0 || at::allclose(x, y, same, same * measure.abs().max().item<double>());
        };
        return close(a.flat, b.flat, b.flat) && std::equal(std::begin(a.waves), std::end(a.waves), std::begin(b.waves),
                                                           [&](const Tensor& x, const Tensor& y) { return close(x, y, b.waves[0]); });
    };
    std::vector<std::size_t> out, different;
    for (std::size_t t = 0; t < all.size(); ++t) {
        const auto found = std::find_if(different.begin(), different.end(), [&](std::size_t d) { return alike(all[t], all[d]); });
        out.push_back(static_cast<std::size_t>(found - different.begin()));
        if (found == different.end()) {
            different.push_back(t);
        }
    }
    return out;
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
    std::vector<Between> covariances;
    for (std::int64_t t = 0; t < times; ++t) {
        covariances.push_back(between(inTime, times, t, t));
    }
    const std::vector<std::size_t> kinds = kindsOfTime(covariances);
    // one point stands for all of its place at times of one kind
    std::map<std::pair<std::size_t, std::int64_t>, std::vector<std::int64_t>> alike;
    for (std::size_t p = 0; p < place_.size(); ++p) {
        alike[{kinds[static_cast<std::size_t>(time_[p])], place_[p]}].push_back(static_cast<std::int64_t>(p));
    }
    Tensor out = at::zeros({size()}, scale_.options());
    for (auto one = alike.begin(); one != alike.end();) {
        const std::size_t kind = one->first.first;
        std::vector<std::int64_t> some, all, from;
        for (; one != alike.end() && one->first.first == kind && some.size() < pairsAtOnce; ++one) {
            all.insert(all.end(), one->second.begin(), one->second.end());
            from.insert(from.end(), one->second.size(), static_cast<std::int64_t>(some.size()));
            some.push_back(one->second.front());
        }
        const auto covariance = covariances[static_cast<std::size_t>(std::find(kinds.begin(), kinds.end(), kind) - kinds.begin())];
        const Tensor rows = rowsOf(some);
        const Tensor each = (carried(rows, covariance) * rows).sum(1);
        out.index_copy_(0, indices(all, scale_.options()), each.index_select(0, indices(from, scale_.options())));
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

Tensor EofPoints::sumVariance(const observe::Sums& sums, const Tensor& v) const
{
    const auto* row = sums.row.const_data_ptr<std::int64_t>();
    std::vector<int> timeOf(static_cast<std::size_t>(sums.count), -1);
    for (std::size_t p = 0; p < time_.size(); ++p) {
        int& time = timeOf[static_cast<std::size_t>(row[p])];
        if (time >= 0 && time != time_[p]) {
            return PointOperator::sumVariance(sums, v);
        }
        time = time_[p];
    }
    const EofModes::InTime inTime = prior_.modes().inTime(v);
    const std::int64_t times = prior_.modes().times();
    Tensor out = at::zeros({sums.count}, at::kDouble);
    for (std::int64_t time = 0; time < times; ++time) {
        const auto& points = byTime_[static_cast<std::size_t>(time)];
        const Between covariance = between(inTime, times, time, time);
        for (std::size_t first = 0; first < points.size();) {
            std::vector<std::int64_t> some, local, whole;  // a few thousand points of whole sums
            for (; first < points.size(); ++first) {
                const std::int64_t sum = row[points[first]];
                const bool begins = whole.empty() || whole.back() != sum;
                if (begins && some.size() >= pairsAtOnce) {
                    break;
                }
                if (begins) {
                    whole.push_back(sum);
                }
                some.push_back(points[first]);
                local.push_back(static_cast<std::int64_t>(whole.size()) - 1);
            }
            const auto on = scale_.options();
            const Tensor weight = sums.weight.index_select(0, indices(some, at::kCPU)).to(on) * scale_.index_select(0, indices(some, on));
            Tensor rows = at::zeros({static_cast<std::int64_t>(whole.size()), prior_.modes().coefficients()}, on);
            rows.index_add_(0, indices(local, on), rowsOf(some) * weight.unsqueeze(1));
            out.index_copy_(0, indices(whole, at::kCPU), (carried(rows, covariance) * rows).sum(1).to(at::kCPU, at::kDouble));
        }
    }
    return out;
}

}  // namespace core::prior
