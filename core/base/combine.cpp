#include "core/base/combine.h"

#include <algorithm>

namespace core::base {
namespace {

template <int terms, class Real>
void combineTerms(Real* out, const Combination<Real>& given, Range range)
{
    const Combination<Real> c = given;  // a copy that `out` cannot reach
#pragma GCC ivdep
    for (std::int64_t i = range.begin; i < range.end; ++i) {
        out[i] = combinedElement<terms>(c, i);
    }
}

template <class Real, int terms = 1>
void choose(Real* out, const Combination<Real>& c, Range range)
{
    if (c.terms == terms) {
        combineTerms<terms>(out, c, range);
    } else if constexpr (terms < mostTerms) {
        choose<Real, terms + 1>(out, c, range);
    }
}

}  // namespace

void combine(float* out, const Combination<float>& terms, Range range)
{
    choose(out, terms, range);
}

void combine(double* out, const Combination<double>& terms, Range range)
{
    choose(out, terms, range);
}

void combineNoisy(float* out, const Combination<float>& terms, Range range, const NoiseTerm& noise)
{
    constexpr std::int64_t piece = 2048;  // stays in the first-level cache
    float normals[piece];
    for (std::int64_t begin = range.begin; begin < range.end; begin += piece) {
        const std::int64_t end = std::min(begin + piece, range.end);
        fillNormal(normals, noise.first + static_cast<std::uint64_t>(begin - range.begin),
                   static_cast<std::size_t>(end - begin), noise.place);
        combine(out, terms, {begin, end});
        for (std::int64_t i = begin; i < end; ++i) {
            out[i] += noise.factor * normals[i - begin];
        }
    }
}

}  // namespace core::base
