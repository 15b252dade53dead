#pragma once

#include <ATen/ATen.h>

namespace core::question {

/// Logistic regression that tells two kinds of samples apart, with a ridge on standardised features, fitted by Newton.
/// train  the two kinds, [n, features] and [m, features] float64
/// test   as train
/// return the share of `test` that it tells right, both kinds weighing alike
/// source Hastie, Tibshirani and Friedman 2009, section 4.4.1
struct TwoKinds {
    at::Tensor first, second;
};
[[nodiscard]] double toldRight(const TwoKinds& train, const TwoKinds& test);

}  // namespace core::question
