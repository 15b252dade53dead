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

/// What a solve may know beforehand; each part may be left out.
struct Guess {
    at::Tensor start;  ///< x0 [M, n]; with a tolerance, members that it would put further off start at zero
    Product inverse;   ///< r ↦ P⁻¹ r with P ≈ C, float64 [M, n]; symmetric positive definite
};

/// Generalised minimal residual, preconditioned from the right: modified Gram–Schmidt and Givens rotations in
/// float64, products in b's dtype.
/// source  Saad & Schultz 1986, doi:10.1137/0907058
[[nodiscard]] Solution gmres(const Product& product, const at::Tensor& b, const Stop& stop, const Guess& guess = {});

/// Conjugate gradients for symmetric positive definite C, in float64.
/// source  Hestenes & Stiefel 1952
[[nodiscard]] Solution conjugateGradient(const Product& product, const at::Tensor& b, const Stop& stop,
                                         const Guess& guess = {});

/// Σ_i a_mi b_mi of each member in float64, [M, 1]: summed in an order that no thread count changes
[[nodiscard]] at::Tensor rowDots(const at::Tensor& a, const at::Tensor& b);

}  // namespace core::guidance
