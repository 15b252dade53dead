#pragma once

#include <algorithm>
#include <cstdint>

namespace core::cuda {

inline constexpr int threads = 256;

/// Blocks for a grid-stride loop over `count` elements: enough to fill any GPU, and never none.
inline unsigned blocksFor(std::int64_t count)
{
    constexpr std::int64_t most = 65535;
    return static_cast<unsigned>(std::clamp<std::int64_t>((count + threads - 1) / threads, 1, most));
}

__device__ inline std::int64_t firstIndex()
{
    return static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
}

__device__ inline std::int64_t stride()
{
    return static_cast<std::int64_t>(gridDim.x) * blockDim.x;
}

}  // namespace core::cuda
