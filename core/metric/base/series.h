#pragma once

#include "core/metric/metric.h"

namespace core::metric {

/// A number with its 95 % confidence interval; bounds are NaN where there is too little to say.
struct Estimate {
    double value, low, high;
};

/// A score with what it rests on.
struct Score {
    std::vector<Estimate> values;
    std::size_t n = 0;      ///< points that counted, over all times
    std::size_t times = 0;  ///< samples that were averaged
};

/// A metric over several times (or observations, one a sample): the one place where scores are averaged.
/// Roots::first averages finished scores; Roots::last finishes averaged moments.
/// Intervals are percentiles of a circular moving-block bootstrap over the samples in the order they came, so that
/// what follows each other may be correlated: 999 resamples, blocks of ⌈n^⅓⌉ but at most half, fixed seed.
/// source Künsch 1989, doi:10.1214/aos/1176347265; Politis and Romano 1992 for the circular form
class Series {
public:
    explicit Series(const Selection& selection) : metric_(make(selection)) {}
    void add(const Sample& sample);
    [[nodiscard]] Score score() const;
    /// the values alone, without intervals
    [[nodiscard]] std::vector<double> values() const;

private:
    /// mean over the rows, finished where the roots come last
    [[nodiscard]] std::vector<double> averaged(const std::vector<std::size_t>& rows) const;
    std::unique_ptr<Metric> metric_;
    std::vector<std::vector<double>> rows_;  ///< moments, or scores where the roots come first
    std::size_t n_ = 0;
};

/// Shares between which a bin of a flat histogram lies with 95 % probability, by the binomial law.
/// n  independent cases (fractions are rounded); bins ≥ 1
struct Band {
    double low = 0, high = 0;
};
[[nodiscard]] Band binomialBand(double n, std::size_t bins);

/// How many equal weights have the same variance of a mean as these: (Σw)²/Σw²
[[nodiscard]] double effectiveCount(std::span<const double> weights);

}  // namespace core::metric
