#pragma once

#include "core/metric/metric.h"

#include <functional>

namespace core::metric {

/// Points that count: truth and every member are numbers there, and the weight is not 0.
[[nodiscard]] std::vector<std::size_t> countingPoints(const Sample& sample);

/// Σ w f / Σ w over the counting points; NaN without any.
[[nodiscard]] double weightedMean(const Sample& sample, const std::function<double(std::size_t)>& f);

/// Ensemble mean at a point.
[[nodiscard]] double meanAt(const Sample& sample, std::size_t point);

/// Ensemble variance at a point, divided by M − 1; NaN with one member.
[[nodiscard]] double varianceAt(const Sample& sample, std::size_t point);

/// A metric that is one average over a sample.
[[nodiscard]] std::unique_ptr<Metric> scalar(double (*of)(const Sample&));

/// A metric that is the root of one average, taken at each time or at the end.
[[nodiscard]] std::unique_ptr<Metric> root(double (*square)(const Sample&), Roots roots);

/// (x̄ − y)² and the ensemble variance, averaged over the counting points.
[[nodiscard]] double meanSquareError(const Sample& sample);
[[nodiscard]] double meanVariance(const Sample& sample);

}  // namespace core::metric
