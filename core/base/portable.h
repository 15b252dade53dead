#pragma once

/// Marks functions that run on the CPU and in CUDA kernels. Both compile the same arithmetic without contracting
/// products and sums, so both give the same bits.
#ifdef __CUDACC__
#define EMBELLIE_PORTABLE __host__ __device__ inline
#else
#define EMBELLIE_PORTABLE inline
#endif
