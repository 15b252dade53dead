#pragma once

#include "core/base/accelerator.h"

#include <cuda_runtime_api.h>

namespace core::cuda {

/// Queue the kernels on a stream of the present device; pointers are to that device's memory. Errors of a launch are
/// left for cudaGetLastError.
void launchCombine(float* out, const base::Combination<float>& terms, const base::NoisyRows& rows, cudaStream_t stream);
void launchFillNormal(float* out, const base::NoisyRows& rows, cudaStream_t stream);
void launchPhilox(std::uint32_t* out, std::int64_t blocks, const base::NoisePlace& place, cudaStream_t stream);
void launchGather(float* out, const base::WeightedPoints<float>& points, const base::Rows<float>& fields,
                  cudaStream_t stream);

/// Where a scatter goes and what it sums.
struct ScatterJob {
    base::WeightedPoints<float> points;
    base::Scattering to;
    base::Rows<float> values;
};
void launchScatter(float* out, const ScatterJob& job, cudaStream_t stream);

/// Of the blocks that each bring the extremes of one part.
inline constexpr int packThreads = 256;
void launchPackTexture(float* out, const base::Rows<float>& values, base::Extremes* parts, cudaStream_t stream);

}  // namespace core::cuda
