#pragma once

#include <ATen/ATen.h>

#include <functional>

namespace core::guidance {

/// Solution of the systems C w = b of all members at once.
struct Solution {
    at::Tensor w;          ///< [M, n], dtype of b
    int iterations = 0;
    double residual = 0;   ///< largest ‖b − C w‖/‖b‖ of the members
};

/// When an iteration ends: after `iterations`, or before that when every member's relative residual is ≤ tolerance.
struct Stop {
    int iterations = 1;
    double tolerance = 0;  ///< 0: exactly `iterations`
};

/// w ↦ C w, members independent: [M, n] → [M, n] of b's dtype
using Product = std::function<at::Tensor(const at::Tensor&)>;

/// Generalised minimal residual: modified Gram–Schmidt and Givens rotations in float64, products in b's dtype.
/// start   x0 [M, n], undefined for zero; with a tolerance, members that it would put further off start at zero
/// source  Saad & Schultz 1986, doi:10.1137/0907058
[[nodiscard]] Solution gmres(const Product& product, const at::Tensor& b, const Stop& stop,
                             const at::Tensor& start = {});

/// Preconditioned conjugate gradients for symmetric positive definite C, in float64.
/// inverse  diagonal preconditioner 1/M, broadcast to [M, n], undefined for none
/// source   Hestenes & Stiefel 1952
[[nodiscard]] Solution conjugateGradient(const Product& product, const at::Tensor& b, const Stop& stop,
                                         const at::Tensor& start = {}, const at::Tensor& inverse = {});

/// Σ_i a_mi b_mi of each member in float64, [M, 1]: summed in an order that no thread count changes
[[nodiscard]] at::Tensor rowDots(const at::Tensor& a, const at::Tensor& b);

}  // namespace core::guidance
