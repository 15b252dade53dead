#pragma once

#include "core/base/portable.h"

#include <cstdint>

namespace core::base {

/// Places as weighted sums of a field's elements: value_p = Σ_k w_pk f[i_pk]. What has no weight is not read, so a
/// missing element (NaN) counts only where it has weight.
template <class Real>
struct WeightedPoints {
    const std::int64_t* index;  ///< [places, corners]
    const Real* weight;         ///< [places, corners]
    std::int64_t places;
    int corners;
};

/// The same pairs (place, corner) sorted by the element they read, so that sums over them need no atomics and have
/// one order.
struct Readers {
    const std::int64_t* start;  ///< [elements + 1]
    const std::int64_t* pair;   ///< [places · corners] place · corners + corner
};

/// Several fields, or their values at places, one a row.
template <class Real>
struct Rows {
    const Real* values;
    std::int64_t rows, columns;
};

template <class Real>
EMBELLIE_PORTABLE Real gatheredAt(const WeightedPoints<Real>& points, const Real* field, std::int64_t place)
{
    Real sum = 0;
    for (std::int64_t k = place * points.corners; k < (place + 1) * points.corners; ++k) {
        if (points.weight[k] != 0) {
            sum += points.weight[k] * field[points.index[k]];
        }
    }
    return sum;
}

template <class Real>
EMBELLIE_PORTABLE Real scatteredTo(const WeightedPoints<Real>& points, const Readers& readers, const Real* values,
                                   std::int64_t element)
{
    Real sum = 0;
    for (std::int64_t r = readers.start[element]; r < readers.start[element + 1]; ++r) {
        const std::int64_t pair = readers.pair[r];
        sum += points.weight[pair] * values[pair / points.corners];
    }
    return sum;
}

/// fields [rows, elements] → out [rows, places]
void gather(float* out, const WeightedPoints<float>& points, const Rows<float>& fields);
void gather(double* out, const WeightedPoints<double>& points, const Rows<double>& fields);

/// Adjoint of gather: values [rows, places] → out [rows, elements]
struct Scattering {
    Readers readers;
    std::int64_t elements;
};
void scatter(float* out, const WeightedPoints<float>& points, const Scattering& to, const Rows<float>& values);
void scatter(double* out, const WeightedPoints<double>& points, const Scattering& to, const Rows<double>& values);

}  // namespace core::base
