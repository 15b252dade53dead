#include "core/cuda/grid.cuh"
#include "core/cuda/launch.h"

namespace core::cuda {
namespace {

using base::Extremes;

__device__ Extremes joined(const Extremes& a, const Extremes& b)
{
    return base::widened(base::widened(a, b.least), b.greatest);
}

__global__ void packKernel(float* out, base::Rows<float> values, Extremes* extremes)
{
    __shared__ Extremes mine[packThreads];
    Extremes sofar;
    for (std::int64_t i = firstIndex(); i < values.rows * values.columns; i += stride()) {
        const float texel = base::texelOf(values.values[i]);
        out[i] = texel;
        sofar = base::widened(sofar, texel);
    }
    mine[threadIdx.x] = sofar;
    for (unsigned half = packThreads / 2; half > 0; half /= 2) {
        __syncthreads();
        if (threadIdx.x < half) {
            mine[threadIdx.x] = joined(mine[threadIdx.x], mine[threadIdx.x + half]);
        }
    }
    if (threadIdx.x == 0) {
        extremes[blockIdx.x] = mine[0];
    }
}

}  // namespace

void launchPackTexture(float* out, const base::Rows<float>& values, Extremes* extremes, cudaStream_t stream)
{
    packKernel<<<packBlocks, packThreads, 0, stream>>>(out, values, extremes);
}

}  // namespace core::cuda
