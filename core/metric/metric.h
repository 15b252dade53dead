#pragma once

#include "core/api/catalogue.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace core::metric {

/// An ensemble against what is true, at the points of one field (or at observations).
struct Sample {
    std::vector<std::span<const float>> members;  ///< M ≥ 1 fields of n values
    std::span<const float> truth;                 ///< n values, NaN where unknown
    std::span<const double> weights;              ///< n area weights, any scale
    std::span<const float> errors = {};           ///< σ_o of n observations; empty for fields
    std::span<const double> lat = {}, lon = {};   ///< degrees, of a field [lat, lon]; empty for points
};

/// A score of one sample. Scores of several times are averaged by whoever asks, roots first.
class Metric {
public:
    virtual ~Metric() = default;
    /// One number, or one a rank, or one a degree; NaN where the sample does not define it.
    [[nodiscard]] virtual std::vector<double> of(const Sample& sample) const = 0;
};

struct Entry {
    Choice about;
    std::unique_ptr<Metric> (*make)(const Selection&);
};
[[nodiscard]] std::span<const Entry> entries();

/// throws Error{badInput} for an unknown kind
[[nodiscard]] std::unique_ptr<Metric> make(const Selection& selection);

/// The one number of a scalar metric with its knobs as they come.
[[nodiscard]] double evaluate(const std::string& kind, const Sample& sample);

}  // namespace core::metric
