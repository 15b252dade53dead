#include "core/cuda/grid.cuh"
#include "core/cuda/launch.h"

namespace core::cuda {
namespace {

using base::Extremes;

__global__ void packKernel(float* out, base::Rows<float> values, Extremes* parts)
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
            mine[threadIdx.x] = base::joined(mine[threadIdx.x], mine[threadIdx.x + half]);
        }
    }
    if (threadIdx.x == 0) {
        parts[blockIdx.x] = mine[0];
    }
}

}  // namespace

void launchPackTexture(float* out, const base::Rows<float>& values, Extremes* parts, cudaStream_t stream)
{
    packKernel<<<base::packedParts, packThreads, 0, stream>>>(out, values, parts);
}

}  // namespace core::cuda
