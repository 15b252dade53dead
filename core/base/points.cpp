#include "core/base/points.h"

namespace core::base {
namespace {

template <class Real>
void gatherRows(Real* out, const WeightedPoints<Real>& points, const Rows<Real>& fields)
{
    for (std::int64_t row = 0; row < fields.rows; ++row) {
        for (std::int64_t place = 0; place < points.places; ++place) {
            out[row * points.places + place] = gatheredAt(points, fields.values + row * fields.columns, place);
        }
    }
}

template <class Real>
void scatterRows(Real* out, const WeightedPoints<Real>& points, const Scattering& to, const Rows<Real>& values)
{
    for (std::int64_t row = 0; row < values.rows; ++row) {
        const Real* mine = values.values + row * values.columns;
        for (std::int64_t element = 0; element < to.elements; ++element) {
            out[row * to.elements + element] = scatteredTo(points, to.readers, mine, element);
        }
    }
}

}  // namespace

void gather(float* out, const WeightedPoints<float>& points, const Rows<float>& fields)
{
    gatherRows(out, points, fields);
}

void gather(double* out, const WeightedPoints<double>& points, const Rows<double>& fields)
{
    gatherRows(out, points, fields);
}

void scatter(float* out, const WeightedPoints<float>& points, const Scattering& to, const Rows<float>& values)
{
    scatterRows(out, points, to, values);
}

void scatter(double* out, const WeightedPoints<double>& points, const Scattering& to, const Rows<double>& values)
{
    scatterRows(out, points, to, values);
}

}  // namespace core::base
