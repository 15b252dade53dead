#include "core/metric/base/series.h"

#include "core/base/noise.h"
#include "core/metric/base/points.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace core::metric {

namespace {

constexpr std::uint32_t resamples = 999;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Rows of one resample: blocks that start anywhere and run around the end.
std::vector<std::size_t> resample(std::size_t n, std::uint32_t number)
{
    // a block of half the circle or more would resample nothing
    const auto block = std::min(static_cast<std::size_t>(std::ceil(std::cbrt(static_cast<double>(n)))),
                                std::max<std::size_t>(1, n / 2));
    std::vector<std::size_t> rows;
    rows.reserve(n + block);
    for (std::size_t b = 0; rows.size() < n; ++b) {
        const double u = base::uniform(b, {.seed = 95, .step = number});
        const auto first = static_cast<std::size_t>(u * static_cast<double>(n));
        for (std::size_t i = 0; i < block; ++i) {
            rows.push_back((first + i) % n);
        }
    }
    rows.resize(n);
    return rows;
}

/// The value of rank q·(n + 1), between neighbours where it lies between; sorts.
double percentile(std::vector<double>& values, double q)
{
    std::sort(values.begin(), values.end());
    const double rank = std::clamp(q * static_cast<double>(values.size() + 1) - 1, 0.0,
                                   static_cast<double>(values.size() - 1));
    const auto below = static_cast<std::size_t>(rank);
    const auto above = std::min(below + 1, values.size() - 1);
    return values[below] + (rank - static_cast<double>(below)) * (values[above] - values[below]);
}

/// log of the probability of k among n
double logBinomial(double k, double n, double p)
{
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(p) +
           (n - k) * std::log1p(-p);
}

}  // namespace

void Series::add(const Sample& sample)
{
    auto moments = metric_->moments(sample);
    if (moments.empty()) {
        return;
    }
    rows_.push_back(metric_->roots() == Roots::first ? metric_->finished(moments) : std::move(moments));
    n_ += countingPoints(sample).size();
}

std::vector<double> Series::averaged(const std::vector<std::size_t>& rows) const
{
    std::vector<double> mean(rows_.front().size(), 0);
    for (const std::size_t row : rows) {
        for (std::size_t i = 0; i < mean.size(); ++i) {
            mean[i] += rows_[row].at(i);
        }
    }
    for (double& value : mean) {
        value /= static_cast<double>(rows.size());
    }
    return metric_->roots() == Roots::first ? mean : metric_->finished(mean);
}

std::vector<double> Series::values() const
{
    if (rows_.empty()) {
        return {};
    }
    std::vector<std::size_t> all(rows_.size());
    std::iota(all.begin(), all.end(), 0);
    return averaged(all);
}

Score Series::score() const
{
    Score score{.n = n_, .times = rows_.size()};
    for (const double value : values()) {
        score.values.push_back({value, nan, nan});
    }
    if (rows_.size() < 2) {
        return score;
    }
    std::vector<std::vector<double>> drawn(score.values.size());
    for (std::uint32_t r = 0; r < resamples; ++r) {
        const auto values = averaged(resample(rows_.size(), r));
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!std::isnan(values[i])) {
                drawn[i].push_back(values[i]);
            }
        }
    }
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        if (!drawn[i].empty()) {
            score.values[i].low = percentile(drawn[i], 0.025);
            score.values[i].high = percentile(drawn[i], 0.975);
        }
    }
    return score;
}

Band binomialBand(double n, std::size_t bins)
{
    const double cases = std::max(1.0, std::round(n)), p = 1 / static_cast<double>(bins);
    if (bins < 2) {
        return {1, 1};
    }
    // beyond eight deviations from the mean nothing is left to add
    const double reach = 8 * std::sqrt(cases * p * (1 - p)) + 8;
    const double first = std::max(0.0, std::floor(cases * p - reach)),
                 last = std::min(cases, std::ceil(cases * p + reach));
    Band band{-1, -1};
    double sum = 0;
    for (double k = first; k <= last; ++k) {
        sum += std::exp(logBinomial(k, cases, p));
        if (band.low < 0 && sum >= 0.025) {
            band.low = k / cases;
        }
        if (band.high < 0 && sum >= 0.975) {
            band.high = k / cases;
        }
    }
    return band;
}

double effectiveCount(std::span<const double> weights)
{
    double sum = 0, square = 0;
    for (const double weight : weights) {
        sum += weight;
        square += weight * weight;
    }
    return square > 0 ? sum * sum / square : 0;
}

}  // namespace core::metric
