#include "core/prior/spectral_model.h"

#include "core/api/error.h"
#include "core/earth/harmonics.h"
#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>

namespace core::prior {
namespace {

constexpr int enoughStates = 30;           // independent states from which a mean map is trusted
constexpr int meanDegree = 16;             // Legendre degrees of a zonal mean: jets some 10° wide
constexpr int scaleDegree = 6;             // of the latitude dependence of variance
constexpr double defaultTimeScaleHours = 48;

Tensor valuesOf(const data::Gridded& series)
{
    const auto times = static_cast<std::int64_t>(series.times.size());
    const auto channels = static_cast<std::int64_t>(series.channels.size());
    const auto rows = static_cast<std::int64_t>(series.lat.size()), columns = static_cast<std::int64_t>(series.lon.size());
    Tensor values = at::from_blob(const_cast<float*>(series.values.data()), {times, channels, rows, columns}, at::kFloat)
                        .to(at::kDouble);
    // gaps take the zonal mean, rows that are all gaps the mean of the map
    const Tensor missing = values.isnan();
    if (missing.any().item<bool>()) {
        const Tensor zonal = values.nanmean({3}, true), whole = values.nanmean(std::vector<std::int64_t>{2, 3}, true);
        if (whole.isnan().any().item<bool>()) {
            const auto bad = whole.isnan().any(0).flatten().to(at::kInt).argmax().item<std::int64_t>();
            throw Error(Cause::badInput, series.channels[static_cast<std::size_t>(bad)].label +
                        " has no valid value at some time, so nothing can be fitted to it.",
                        "Name the variables and levels to use in prior.variables and prior.levels.");
        }
        values = at::where(missing, at::where(zonal.isnan(), whole, zonal).expand_as(values), values);
    }
    return values;
}

/// Least-squares fit of Legendre polynomials of sin φ, area-weighted: profiles [..., lat] → smooth [..., lat]
Tensor smoothInLatitude(const Tensor& profiles, const std::vector<double>& lat, int degree)
{
    const auto n = static_cast<std::int64_t>(lat.size());
    degree = std::min<int>(degree, static_cast<int>(n) / 3);
    std::vector<double> table(lat.size() * static_cast<std::size_t>(degree + 1));
    for (std::size_t i = 0; i < lat.size(); ++i) {
        const double x = std::sin(earth::radians(lat[i]));
        double before = 0, now = 1;
        for (int l = 0; l <= degree; ++l) {
            table[i * static_cast<std::size_t>(degree + 1) + static_cast<std::size_t>(l)] = now;
            const double next = ((2 * l + 1) * x * now - l * before) / (l + 1);
            before = now;
            now = next;
        }
    }
    const auto weights = earth::areaWeights(lat);
    const Tensor p = at::tensor(at::ArrayRef<double>(table), at::kDouble).view({n, degree + 1});
    const Tensor weighted = p * at::tensor(at::ArrayRef<double>(weights), at::kDouble).unsqueeze(1);
    const Tensor rightSide = at::matmul(profiles.reshape({-1, n}), weighted).t();
    const Tensor gram = at::mm(p.t(), weighted);
    const Tensor coefficients = std::get<0>(at::linalg_solve_ex(gram, rightSide));
    return at::mm(p, coefficients).t().reshape(profiles.sizes());
}

/// ρ_l of one time step, pooled over order and channels: coefficients [T, C, N] → [L + 1]
Tensor lagCorrelation(const Tensor& a, int truncation)
{
    const std::int64_t times = a.size(0);
    const Tensor now = a.slice(0, 0, times - 1), next = a.slice(0, 1, times);
    const Tensor l = earth::degrees(truncation);
    const auto pooled = [&](const Tensor& product) {
        return at::zeros({truncation + 1}, a.options()).index_add_(0, l, product.sum(at::IntArrayRef{0, 1}));
    };
    return (pooled(now * next) / (pooled(now.square()) * pooled(next.square())).sqrt().clamp_min(1e-30))
        .clamp(0.02, 0.998);
}


/// Pools second moments over neighbouring degrees and shrinks the correlations between channels.
Tensor pooledCovariance(const Tensor& a, int truncation, double independent)
{
    const std::int64_t n = truncation + 1, channels = a.size(1), times = a.size(0);
    Tensor moments = at::zeros({n, channels, channels}, at::kDouble);
    for (std::int64_t l = 0; l < n; ++l) {
        const Tensor block = a.slice(2, l * l, (l + 1) * (l + 1)).permute({1, 0, 2}).reshape({channels, -1});
        moments[l] = at::mm(block, block.t()) / static_cast<double>(times * (2 * l + 1));
    }
    const Tensor l = at::arange(n, at::kDouble) + 1;
    const double width = independent < enoughStates ? 0.25 : 0.06;  // in ln(l + 1)
    Tensor weight = (-0.5 * ((l.unsqueeze(0) / l.unsqueeze(1)).log() / width).square()).exp() * (2 * l - 1).unsqueeze(0);
    weight.select(1, 0).zero_();  // degree 0 is the global mean: removed with the mean, learnt from its neighbours
    const Tensor samples = weight.sum(1) * independent / weight.amax(1) * (2 * l - 1);
    weight = weight / weight.sum(1, true);
    // a spectrum falls steeply: pool it with its slope (about l⁻³) taken out
    const Tensor slope = l.pow(3);
    const Tensor power = at::mm(weight, moments.diagonal(0, 1, 2) * slope.unsqueeze(1)) / slope.unsqueeze(1);
    const Tensor deviation = power.clamp_min(1e-12).sqrt();
    const Tensor normalised = moments / (deviation.unsqueeze(2) * deviation.unsqueeze(1));
    Tensor correlation = at::mm(weight, normalised.view({n, -1})).view({n, channels, channels});
    const Tensor diagonal = correlation.diagonal(0, 1, 2).clamp_min(1e-12).sqrt();
    correlation = correlation / (diagonal.unsqueeze(2) * diagonal.unsqueeze(1));
    const Tensor shrink = (static_cast<double>(channels) / (static_cast<double>(channels) + samples.clamp_min(1))).view({-1, 1, 1});
    correlation = (1 - shrink) * correlation + shrink * at::eye(channels, at::kDouble);
    return correlation * deviation.unsqueeze(2) * deviation.unsqueeze(1);
}

int chooseTruncation(const data::Gridded& series, int asked)
{
    const int rows = static_cast<int>(series.lat.size()), columns = static_cast<int>(series.lon.size());
    const int most = std::min((columns - 1) / 2, rows - 1);
    if (asked > most) {
        throw Error(Cause::badInput, "prior.truncation " + std::to_string(asked) + " does not fit a grid of " +
                    std::to_string(rows) + " × " + std::to_string(columns) + " points.",
                    "Use at most " + std::to_string(most) + ", or 0 to have it chosen.");
    }
    return asked > 0 ? asked : std::max(1, std::min({most, 2 * rows / 3 - 1, 85}));
}

struct Times {
    double stepHours = 0;
    bool regular = false;
};

Times timesOf(const data::Gridded& series)
{
    Times out;
    if (series.times.size() < 8) {
        return out;
    }
    const auto step = series.times[1] - series.times[0];
    out.stepHours = static_cast<double>(step) / 3600;
    out.regular = step > 0;
    for (std::size_t i = 1; i < series.times.size(); ++i) {
        out.regular = out.regular && series.times[i] - series.times[i - 1] == step;
    }
    return out;
}

}  // namespace

SpectralModel fitSpectral(const data::Gridded& series, const PriorSpec& spec)
{
    SpectralModel model{.channels = series.channels, .lat = series.lat, .lon = series.lon};
    model.notes = series.notes;
    model.truncation = chooseTruncation(series, spec.truncation);
    const Tensor values = valuesOf(series);
    const std::int64_t states = values.size(0);
    const Times times = timesOf(series);
    const earth::Harmonics harmonics(model.truncation, series.lat, series.lon, at::kDouble);

    const auto standardise = [&](const Tensor& mean) {
        const Tensor anomaly = values - mean;
        const Tensor variance = anomaly.square().mean(at::IntArrayRef{0, 3});
        const auto weights = earth::areaWeights(series.lat);
        const Tensor w = at::tensor(at::ArrayRef<double>(weights), at::kDouble);
        const Tensor whole = (variance * w).mean(1, true);
        if ((whole <= 0).any().item<bool>()) {
            const auto bad = (whole <= 0).flatten().to(at::kInt).argmax().item<std::int64_t>();
            throw Error(Cause::badInput, series.channels[static_cast<std::size_t>(bad)].label +
                        " does not vary along latitude circles, so no covariance can be fitted to it.",
                        "Leave it out with prior.variables, or give more times.");
        }
        const Tensor smooth = at::maximum(smoothInLatitude(variance, series.lat, scaleDegree), 0.1 * whole);
        model.scale = smooth.sqrt().unsqueeze(2).expand({-1, -1, values.size(3)}).contiguous();
        return harmonics.analysis(anomaly / model.scale);
    };
    const Tensor zonal = smoothInLatitude(values.mean(at::IntArrayRef{0, 3}), series.lat, meanDegree)
                             .unsqueeze(2).expand({-1, -1, values.size(3)}).unsqueeze(0);
    Tensor mean = zonal;
    double independent = 1;
    model.timeScaleHours = (spec.correlationTime > 0 ? spec.correlationTime : defaultTimeScaleHours) /
                           (1 + at::arange(model.truncation + 1, at::kDouble) / 12);
    if (states >= enoughStates) {
        mean = values.mean(at::IntArrayRef{0}, true);
    }
    Tensor a = standardise(mean);
    if (times.regular && spec.correlationTime <= 0) {
        model.timeScaleHours = -times.stepHours / lagCorrelation(a, model.truncation).log();
        const double typical = model.timeScaleHours.median().item<double>();
        independent = std::max(1.0, static_cast<double>(states) * std::min(1.0, times.stepHours / (2 * typical)));
    }
    if (independent < enoughStates && states >= enoughStates) {
        mean = zonal;
        a = standardise(mean);
    }
    model.mean = mean.contiguous();
    model.degreeCovariance = pooledCovariance(a, model.truncation, independent);
    const Tensor weight = (2 * at::arange(model.truncation + 1, at::kDouble) + 1) / (4 * earth::pi);
    const Tensor resolved = (model.degreeCovariance.diagonal(0, 1, 2) * weight.unsqueeze(1)).sum(0);
    model.unresolved = (1 - resolved).clamp(0, 1);
    model.source = "fit of " + std::to_string(states) + (states == 1 ? " state" : " states");
    if (independent < enoughStates) {
        model.notes.push_back("Fitted from " + std::to_string(states) + " states, about " +
                              std::to_string(std::lround(independent)) + " independent: the mean is the zonal mean, "
                              "covariances are pooled over neighbouring degrees and shrunk towards a diagonal.");
    }
    if (!times.regular && spec.correlationTime <= 0) {
        model.notes.push_back("No regular time series: the time scale is the default, 48 h for the longest waves.");
    }
    return model;
}

}  // namespace core::prior
