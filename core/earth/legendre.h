#pragma once

#include <cstddef>

namespace core::earth {

/// Coefficients of sums, degree by degree: those of sum i are values[l·stride + i].
struct DegreeTable {
    const double* values;
    std::size_t stride;
    int degree;  ///< highest l
};

/// out_i = Σ_l c_l,i P_l(x_i) for n sums of Legendre polynomials, each with coefficients and a place of its own, by
/// Clenshaw's recurrence.
void legendreSums(const DegreeTable& coefficients, const double* x, double* out, std::size_t n);

}  // namespace core::earth
