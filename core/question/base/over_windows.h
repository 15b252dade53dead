#pragma once

#include "core/question/question.h"

#include <ATen/ATen.h>

#include <functional>

namespace core::question {

/// Figures of several windows, added up.
class Sums {
public:
    /// Where a name's numbers begin, and how many they are.
    struct Place {
        std::size_t first = 0, count = 0;
    };
    using Index = std::map<std::string, Place>;

    Sums(const Index& index, const double* values) : index_(index), values_(values) {}
    [[nodiscard]] bool has(const std::string& name) const { return index_.contains(name); }
    [[nodiscard]] std::span<const double> all(const std::string& name) const
    {
        const Place& place = index_.at(name);
        return {values_ + place.first, place.count};
    }
    [[nodiscard]] double at(const std::string& name, std::size_t i = 0) const { return all(name)[i]; }

private:
    const Index& index_;
    const double* values_;
};

/// A figure with its 95 % interval; NaN bounds for fewer than three windows.
struct Estimated {
    double value, low, high;
};

/// Figures over windows with intervals: percentiles of a bootstrap over whole windows, which are far enough from each
/// other to be independent; 1,999 resamples of a fixed seed, so that figures of the same windows are paired.
/// source  Efron and Tibshirani 1993, ch. 13
class OverWindows {
public:
    /// throws Error{badInput} where windows have not the same figures
    explicit OverWindows(std::span<const Figures> windows);
    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] bool has(const std::string& name) const { return index_.contains(name); }
    /// Sums over all windows; lives as long as this.
    [[nodiscard]] Sums sums() const { return {index_, all_.data_ptr<double>()}; }
    [[nodiscard]] Estimated of(const std::function<double(const Sums&)>& made) const;
    /// What follows `prefix` in the names that begin with it.
    [[nodiscard]] std::vector<std::string> namesAfter(const std::string& prefix) const;

private:
    Sums::Index index_;
    std::size_t count_;
    at::Tensor all_, resampled_;  // [figures], [resamples, figures]
};

}  // namespace core::question
