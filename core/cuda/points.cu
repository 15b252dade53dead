#include "core/cuda/grid.cuh"
#include "core/cuda/launch.h"

namespace core::cuda {
namespace {

using base::Rows;
using base::WeightedPoints;

__global__ void gatherKernel(float* out, WeightedPoints<float> points, Rows<float> fields)
{
    const std::int64_t count = fields.rows * points.places;
    for (std::int64_t i = firstIndex(); i < count; i += stride()) {
        const float* field = fields.values + i / points.places * fields.columns;
        out[i] = base::gatheredAt(points, field, i % points.places);
    }
}

__global__ void scatterKernel(float* out, ScatterJob job)
{
    const std::int64_t count = job.values.rows * job.to.elements;
    for (std::int64_t i = firstIndex(); i < count; i += stride()) {
        const float* values = job.values.values + i / job.to.elements * job.values.columns;
        out[i] = base::scatteredTo(job.points, job.to.readers, values, i % job.to.elements);
    }
}

}  // namespace

void launchGather(float* out, const WeightedPoints<float>& points, const Rows<float>& fields, cudaStream_t stream)
{
    gatherKernel<<<blocksFor(fields.rows * points.places), threads, 0, stream>>>(out, points, fields);
}

void launchScatter(float* out, const ScatterJob& job, cudaStream_t stream)
{
    scatterKernel<<<blocksFor(job.values.rows * job.to.elements), threads, 0, stream>>>(out, job);
}

}  // namespace core::cuda
