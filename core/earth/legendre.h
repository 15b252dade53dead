#pragma once

#include <cstddef>

namespace core::earth {

/// Sums whose coefficients lie degree by degree: those of sum i are values[l·stride + i].
struct DegreeTable {
    const double* values;
    std::size_t stride;
    int degree;  ///< highest l
};

/// out_i = Σ_l c_l,i P_l(x_i) for n sums that each have coefficients of their own (Clenshaw), as legendreSum does for sums
/// that share them; the arithmetic of each is the same.
void legendreSums(const DegreeTable& coefficients, const double* x, double* out, std::size_t n);

}  // namespace core::earth
