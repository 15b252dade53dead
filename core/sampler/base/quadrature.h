#pragma once

#include <vector>

namespace core::sampler {

/// Points and weights of a rule for ∫₀¹ f(v) dv ≈ Σ w_i f(v_i), points increasing.
struct Quadrature {
    std::vector<double> points, weights;
};

/// Gauss–Legendre with n ≥ 1 points: exact for polynomials of degree below 2n.
/// Roots of the Legendre polynomial by Newton's method, to rounding.
[[nodiscard]] Quadrature gaussLegendre(int n);

/// The trapezoidal rule with n ≥ 2 equidistant points, both ends included.
[[nodiscard]] Quadrature trapezoidal(int n);

/// A rule repeated on n equal pieces of [0, 1].
[[nodiscard]] Quadrature repeated(const Quadrature& rule, int n);

}  // namespace core::sampler
