#pragma once

#include "core/base/noise.h"
#include "core/base/portable.h"

#include <cstdint>

namespace core::base {

inline constexpr int mostTerms = 8;

/// Σ_j factor_j · value_j of 1 to mostTerms arrays: what every sampler's step comes to.
/// Each product and sum is rounded, in this order, on the CPU as on a GPU.
template <class Real>
struct Combination {
    const Real* value[mostTerms];
    Real factor[mostTerms];
    int terms;
};

/// One element of a combination whose number of terms is known to the compiler.
template <int terms, class Real>
EMBELLIE_PORTABLE Real combinedElement(const Combination<Real>& c, std::int64_t i)
{
    Real sum = c.factor[0] * c.value[0][i];
    for (int j = 1; j < terms; ++j) {
        sum += c.factor[j] * c.value[j][i];
    }
    return sum;
}

/// Elements begin … end − 1 of the arrays.
struct Range {
    std::int64_t begin, end;
};

/// factor · ε with the normals of a place; `first` is the number that the range's first element has there.
struct NoiseTerm {
    float factor;
    std::uint64_t first;
    NoisePlace place;
};

/// out_i = Σ_j factor_j · value_j,i in one pass. out may be one of the values, but must not otherwise overlap them.
void combine(float* out, const Combination<float>& terms, Range range);
void combine(double* out, const Combination<double>& terms, Range range);
/// The same plus fresh noise, without an array for it.
void combineNoisy(float* out, const Combination<float>& terms, Range range, const NoiseTerm& noise);

}  // namespace core::base
