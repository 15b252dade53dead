#pragma once

#include "core/api/catalogue.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace core::metric {

/// A further field of the same states, for checks that see several.
struct Companion {
    std::string standardName;
    double levelHpa = 0;                          ///< 0 at the surface
    std::vector<std::span<const float>> members;  ///< as Sample's
};

/// An ensemble against what is true, at the points of one field (or at observations).
struct Sample {
    std::vector<std::span<const float>> members;  ///< M ≥ 1 fields of n values
    std::span<const float> truth;                 ///< n values, NaN where unknown
    std::span<const double> weights;              ///< n area weights, any scale
    std::span<const float> errors = {};           ///< σ_o of n observations; empty for fields
    std::span<const double> lat = {}, lon = {};   ///< degrees, of a field [lat, lon]; empty for points
    std::span<const float> background = {};       ///< H(prior mean) of n observations; empty for fields
    std::span<const Companion> companions = {};   ///< other fields of the members
    double levelHpa = 0;                          ///< of the field; 0 at the surface
};

/// When the nonlinear last step of a score (a root, a ratio) is taken: at each time, or after averaging over times.
enum class Roots { first, last };

/// A score: averages over points that may be averaged over times too, then a last step.
class Metric {
public:
    virtual ~Metric() = default;
    /// Averages over the points of one time; NaN where the sample does not define them.
    [[nodiscard]] virtual std::vector<double> moments(const Sample& sample) const = 0;
    /// The score made of moments: one number, or one a rank, or one a degree.
    [[nodiscard]] virtual std::vector<double> finished(const std::vector<double>& moments) const { return moments; }
    /// What the score does over several times.
    [[nodiscard]] virtual Roots roots() const { return Roots::first; }
    /// the score of one time
    [[nodiscard]] std::vector<double> of(const Sample& sample) const { return finished(moments(sample)); }
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
