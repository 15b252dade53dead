#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/state_series.h"
#include "core/earth/sphere.h"
#include "core/prior/eof_model.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace core::prior {
namespace {

constexpr std::size_t statesAtOnce = 256;
constexpr std::int64_t fewestStates = 200;
constexpr std::int64_t mostRows = 1500;          // latitudes · channels: their covariances take 8 GB beyond
constexpr double annualDays = 300, secondsPerDay = 86400;
constexpr std::size_t hoursOfMarch = 4;          // readings a day from which a daily march can be told
constexpr double leastVariance = 0.1;            // of the seasons' mean: regressions must not go below

/// Hands all states over, [n, C, lat, lon] float32 with their first time's index, trajectory by trajectory.
class Reader {
public:
    using Take = std::function<void(const Tensor& states, std::size_t first)>;
    Reader(const data::StateSeries& series, const std::function<void(const std::string&, double)>& tell)
        : series_(series), tell_(tell)
    {
    }
    /// pass  words for what is told; of a fraction from … to
    void all(const std::string& what, double from, double to, const Take& take) const
    {
        const std::size_t members = series_.members(), times = series_.times().size();
        for (std::size_t member = 0; member < members; ++member) {
            for (std::size_t first = 0; first < times; first += statesAtOnce) {
                tell_(what, from + (to - from) * (static_cast<double>(member) + static_cast<double>(first) / static_cast<double>(times)) /
                                       static_cast<double>(members));
                take(some(member, first, std::min(statesAtOnce, times - first)), first);
            }
        }
    }
    [[nodiscard]] Tensor some(std::size_t member, std::size_t first, std::size_t count) const
    {
        Tensor out = at::empty({static_cast<std::int64_t>(count), static_cast<std::int64_t>(series_.channels().size()),
                                static_cast<std::int64_t>(series_.lat().size()), static_cast<std::int64_t>(series_.lon().size())},
                               at::kFloat);
        series_.read(member, first, count, out.data_ptr<float>());
        return out;
    }

private:
    const data::StateSeries& series_;
    const std::function<void(const std::string&, double)>& tell_;
};

/// Least squares on the marches, from normal equations.
class Regression {
public:
    explicit Regression(std::int64_t size) : normal_(at::zeros({size, size}, at::kDouble)) {}
    /// march [n, H], values [n, …]
    void add(const Tensor& march, const Tensor& values)
    {
        const Tensor right = at::mm(march.t(), values.to(at::kDouble).flatten(1));
        normal_ += at::mm(march.t(), march);
        right_ = right_.defined() ? right_ + right : right;
    }
    /// [H, …] flattened
    [[nodiscard]] Tensor solved() const
    {
        constexpr double ridge = 1e-9;
        return at::linalg_solve(normal_ + at::eye(normal_.size(0), at::kDouble) * (ridge * normal_[0][0]), right_);
    }

private:
    Tensor normal_, right_;
};

March marchOf(const data::StateSeries& series)
{
    const auto& times = series.times();
    std::set<std::int64_t> hours;
    for (const std::int64_t time : times) {
        hours.insert((time % 86400 + 86400) % 86400);
    }
    return {.annual = static_cast<double>(times.back() - times.front()) > annualDays * secondsPerDay,
            .daily = hours.size() >= hoursOfMarch};
}

void expectFit(const data::StateSeries& series)
{
    const auto states = static_cast<std::int64_t>(series.members() * series.times().size());
    const auto rows = static_cast<std::int64_t>(series.channels().size() * series.lat().size());
    if (states < fewestStates) {
        throw Error(Cause::badInput,
                    "The series has " + std::to_string(states) + " states, too few for a climate of waves (" +
                        std::to_string(fewestStates) + ").",
                    "Give more files, or fit a spectral prior.");
    }
    const auto& lon = series.lon();
    if (lon.size() < 4 || std::abs((lon[1] - lon[0]) * static_cast<double>(lon.size()) - 360) > 0.5) {
        throw Error(Cause::badInput, "The series covers only part of the latitude circles, and this climate is made of waves around them.",
                    "Give global files, or fit a spectral prior.");
    }
    if (rows > mostRows) {
        throw Error(Cause::badInput,
                    "The series has " + std::to_string(series.lat().size()) + " latitudes of " +
                        std::to_string(series.channels().size()) + " variables and levels, more than this climate can hold.",
                    "Bring the files to a coarser grid, or name fewer variables and levels.");
    }
}

/// The waves of standardised states around latitude circles, [n, C·lat] each, weighted by the root of their area.
class Waves {
public:
    Waves(const data::StateSeries& series, std::int64_t around)
    {
        const Tensor lambda = at::tensor(at::ArrayRef<double>(series.lon()), at::kDouble) * (earth::pi / 180);
        const Tensor angle = at::arange(around + 1, at::kDouble).unsqueeze(0) * lambda.unsqueeze(1);  // [lon, m]
        const double share = 1 / static_cast<double>(series.lon().size());
        cosines_ = (angle.cos() * share).to(at::kFloat);
        sines_ = (angle.sin() * -share).to(at::kFloat);
        const auto areas = earth::areaWeights(series.lat());
        const Tensor area = at::tensor(at::ArrayRef<double>(areas), at::kDouble) / static_cast<double>(series.lat().size());
        roots_ = area.sqrt().to(at::kFloat).repeat({static_cast<std::int64_t>(series.channels().size())});
    }
    /// [n, C, lat, lon] → [m, n, C·lat] complex64, so that ⟨x x*⟩ of m > 0 is the covariance of a_mj
    [[nodiscard]] Tensor of(const Tensor& standardised) const
    {
        const Tensor flat = standardised.flatten(1, 2);
        const Tensor re = at::matmul(flat, cosines_), im = at::matmul(flat, sines_);  // [n, C·lat, m]
        Tensor out = at::complex(re, im).permute({2, 0, 1}).contiguous() * roots_;
        out.slice(0, 1).mul_(std::sqrt(2.0));
        return out;
    }
    [[nodiscard]] const Tensor& roots() const { return roots_; }

private:
    Tensor cosines_, sines_, roots_;
};

class Fit {
public:
    Fit(const data::StateSeries& series, const EofShape& shape, const std::function<void(const std::string&, double)>& tell)
        : series_(series), shape_(shape), reader_(series, tell),
          waves_(series, static_cast<std::int64_t>(series.lon().size()) / 2 - 1)
    {
        model_.channels = series.channels();
        model_.lat = series.lat();
        model_.lon = series.lon();
        model_.stepSeconds = series.stepSeconds();
        model_.march = marchOf(series);
        marches_ = model_.march.at(series.times());
    }
    EofModel made()
    {
        fitMean();
        fitVariance();
        chooseModes();
        fitTime();
        return std::move(model_);
    }

private:
    [[nodiscard]] Tensor march(std::size_t first, std::int64_t count) const
    {
        return marches_.narrow(0, static_cast<std::int64_t>(first), count);
    }
    [[nodiscard]] Tensor anomalies(const Tensor& states, std::size_t first) const
    {
        const Tensor mean = at::mm(march(first, states.size(0)).to(at::kFloat), model_.mean.flatten(1));
        return states - mean.view(states.sizes());
    }
    [[nodiscard]] Tensor standardised(const Tensor& states, std::size_t first) const
    {
        const Tensor fitted = at::mm(march(first, states.size(0)).to(at::kFloat), model_.variance.flatten(1))
                                  .view({states.size(0), states.size(1), states.size(2)});
        return anomalies(states, first) / at::maximum(fitted, model_.variance[0] * leastVariance).sqrt().unsqueeze(3);
    }
    void fitMean()
    {
        Regression regression(model_.march.size());
        reader_.all("Fitting the mean climate", 0, 0.2, [&](const Tensor& states, std::size_t first) {
            regression.add(march(first, states.size(0)), states);
        });
        const auto c = static_cast<std::int64_t>(model_.channels.size());
        model_.mean = regression.solved()
                          .view({model_.march.size(), c, static_cast<std::int64_t>(model_.lat.size()),
                                 static_cast<std::int64_t>(model_.lon.size())})
                          .to(at::kFloat);
    }
    void fitVariance()
    {
        Regression regression(model_.march.size());
        reader_.all("Fitting the variance", 0.2, 0.4, [&](const Tensor& states, std::size_t first) {
            regression.add(march(first, states.size(0)), anomalies(states, first).square_().mean(3));
        });
        model_.variance = regression.solved()
                              .view({model_.march.size(), static_cast<std::int64_t>(model_.channels.size()),
                                     static_cast<std::int64_t>(model_.lat.size())})
                              .to(at::kFloat);
        const Tensor still = model_.variance[0].le(0);
        if (still.any().item<bool>()) {
            const auto channel = still.any(1).nonzero()[0].item<std::int64_t>();
            throw Error(Cause::badInput,
                        model_.channels[static_cast<std::size_t>(channel)].label + " does not vary in the series.",
                        "Leave it out with variables or levels.");
        }
    }
    void chooseModes();
    void fitTime();
    [[nodiscard]] Tensor projected(const Tensor& states, std::size_t first) const;

    const data::StateSeries& series_;
    EofShape shape_;
    Reader reader_;
    Waves waves_;
    EofModel model_;
    Tensor marches_;               // [times, H]
    std::vector<Tensor> vectors_;  // of each m: [C·lat, K] complex64
};

/// The largest eigenvalues of all wavenumbers together, as many as hold the share that is wanted.
void Fit::chooseModes()
{
    const auto n = static_cast<std::int64_t>(model_.channels.size() * model_.lat.size());
    const auto around = static_cast<std::int64_t>(model_.lon.size()) / 2 - 1;
    Tensor covariance = at::zeros({around + 1, n, n}, at::kComplexDouble);
    double states = 0;
    reader_.all("Fitting waves", 0.4, 0.7, [&](const Tensor& some, std::size_t first) {
        const Tensor waves = waves_.of(standardised(some, first));  // [m, n', C·lat]
        covariance += at::bmm(waves.transpose(1, 2), waves.conj());
        states += static_cast<double>(some.size(0));
    });
    covariance /= states;
    const Tensor total = at::real(covariance.diagonal(0, 1, 2)).sum(0).view({static_cast<std::int64_t>(model_.channels.size()), -1}).sum(1);
    Tensor values = at::empty({around + 1, n}, at::kDouble);
    std::vector<Tensor> bases;
    for (std::int64_t m = 0; m <= around; ++m) {
        // a latitude circle has no phase of its own: m = 0 is real
        auto [value, basis] = at::linalg_eigh(m == 0 ? at::complex(at::real(covariance[m]), at::zeros({n, n}, at::kDouble)) : covariance[m]);
        values[m].copy_(value.flip(0));
        bases.push_back(basis.flip(1));
    }
    const Tensor sorted = std::get<0>(values.flatten().sort(0, true));
    const Tensor kept = sorted.cumsum(0) / total.sum();
    const std::int64_t wanted = std::min<std::int64_t>(
        {kept.lt(shape_.resolved).sum().item<std::int64_t>() + 1, shape_.modes, sorted.numel()});
    const double least = sorted[wanted - 1].item<double>();
    Tensor held = at::zeros_like(total);
    std::vector<Tensor> patterns;
    for (std::int64_t m = 0; m <= around; ++m) {
        const std::int64_t count = values[m].ge(least).sum().item<std::int64_t>();
        if (count == 0 && m > 0) {
            break;  // waves shorter than these hold less still
        }
        const Tensor basis = bases[static_cast<std::size_t>(m)].narrow(1, 0, std::max<std::int64_t>(count, 1));
        const Tensor share = at::real(basis * basis.conj()) * values[m].narrow(0, 0, basis.size(1));
        held += share.sum(1).view({total.size(0), -1}).sum(1);
        const Tensor pattern = basis / waves_.roots().to(at::kDouble).unsqueeze(1);
        patterns.push_back(at::stack({at::real(pattern), at::imag(pattern)}).permute({2, 0, 1}));  // [K, 2, C·lat]
        vectors_.push_back(basis.to(at::kComplexFloat));
        model_.modes.push_back(basis.size(1));
    }
    model_.patterns = at::cat(patterns).to(at::kFloat).view(
        {-1, 2, static_cast<std::int64_t>(model_.channels.size()), static_cast<std::int64_t>(model_.lat.size())});
    model_.unresolved = (1 - held / total).clamp_min(0);
}

/// Coefficients of all modes, [modes, n] complex64
Tensor Fit::projected(const Tensor& states, std::size_t first) const
{
    const Tensor waves = waves_.of(standardised(states, first));
    std::vector<Tensor> out;
    for (std::size_t m = 0; m < vectors_.size(); ++m) {
        out.push_back(at::mm(waves[static_cast<std::int64_t>(m)], vectors_[m].conj()).t());
    }
    return at::cat(out);
}

void Fit::fitTime()
{
    const auto times = static_cast<std::int64_t>(series_.times().size());
    const std::int64_t lags = std::min(shape_.lags, times);
    std::int64_t modes = 0;
    for (const std::int64_t count : model_.modes) {
        modes += count;
    }
    Tensor sum = at::zeros({modes, lags}, at::kComplexDouble);
    Tensor series = at::zeros({modes, times}, at::kComplexFloat);
    double states = 0;
    reader_.all("Fitting time", 0.7, 1, [&](const Tensor& some, std::size_t first) {
        series.narrow(1, static_cast<std::int64_t>(first), some.size(0)).copy_(projected(some, first));
        if (static_cast<std::int64_t>(first) + some.size(0) < times) {
            return;
        }
        // all lags are divided by the same number of states, so that every Γ(t − t') is a covariance
        const Tensor power = at::fft_fft(series, 2 * times, 1).abs().square();
        sum += at::fft_ifft(power, {}, 1).narrow(1, 0, lags);
        states += static_cast<double>(times);
    });
    const Tensor gamma = sum / states;
    model_.autocovariance = at::stack({at::real(gamma), at::imag(gamma)}, 1).to(at::kFloat);
    model_.autocovariance.narrow(0, 0, model_.modes.front()).select(1, 1).zero_();
}

}  // namespace

Tensor March::at(const std::vector<std::int64_t>& times) const
{
    std::vector<double> year, day;
    for (const std::int64_t time : times) {
        const base::DayAndHour date = base::dayAndHour(time);
        year.push_back(2 * earth::pi * (date.dayOfYear - 1 + date.hour / 24) / (date.leap ? 366 : 365));
        day.push_back(2 * earth::pi * date.hour / 24);
    }
    const Tensor y = at::tensor(at::ArrayRef<double>(year), at::kDouble), h = at::tensor(at::ArrayRef<double>(day), at::kDouble);
    std::vector<Tensor> out = {at::ones_like(y)};
    if (annual) {
        out.insert(out.end(), {y.cos(), y.sin(), (2 * y).cos(), (2 * y).sin()});
    }
    if (daily) {
        out.insert(out.end(), {h.cos(), h.sin()});
    }
    if (annual && daily) {
        out.insert(out.end(), {h.cos() * y.cos(), h.cos() * y.sin(), h.sin() * y.cos(), h.sin() * y.sin()});
    }
    return at::stack(out, 1);
}

Tensor EofModel::meanAt(std::int64_t time) const
{
    return at::mm(march.at({time}).to(at::kFloat), mean.flatten(1)).view({mean.size(1), mean.size(2), mean.size(3)});
}

Tensor EofModel::scaleAt(std::int64_t time) const
{
    const Tensor fitted = at::mm(march.at({time}).to(at::kFloat), variance.flatten(1)).view({variance.size(1), variance.size(2)});
    return at::maximum(fitted, variance[0] * leastVariance).sqrt().unsqueeze(2);
}

EofModel fitEofs(const data::StateSeries& series, const EofShape& shape, const std::function<void(const std::string&, double)>& tell)
{
    expectFit(series);
    EofModel model = Fit(series, shape, tell).made();
    model.source = "waves and EOFs of " + std::to_string(series.members() * series.times().size()) + " states, " +
                   base::isoFromSeconds(series.times().front()) + " to " + base::isoFromSeconds(series.times().back());
    return model;
}

}  // namespace core::prior
