#include "core/base/philox.h"
#include "core/cuda/grid.cuh"
#include "core/cuda/launch.h"

namespace core::cuda {
namespace {

using base::Combination;
using base::NoisePlace;
using base::NoisyRows;

template <int terms>
__global__ void combineKernel(float* out, Combination<float> c, std::int64_t count)
{
    for (std::int64_t i = firstIndex(); i < count; i += stride()) {
        out[i] = base::combinedElement<terms>(c, i);
    }
}

/// Elements of one block of four normals in one row; the last block of a row may be cut.
struct Quad {
    std::int64_t row, block, first;
    int size;
};

__device__ Quad quadOf(std::int64_t q, const NoisyRows& rows)
{
    const std::int64_t perRow = (rows.columns + 3) / 4;
    const std::int64_t row = q / perRow, block = q % perRow;
    const std::int64_t left = rows.columns - 4 * block;
    return {row, block, row * rows.columns + 4 * block, left < 4 ? static_cast<int>(left) : 4};
}

__device__ void normalsOf(const Quad& quad, const NoisyRows& rows, float (&normals)[4])
{
    NoisePlace place = rows.place;
    place.member += static_cast<std::uint32_t>(quad.row);
    base::normalsOfBlock(static_cast<std::uint64_t>(quad.block), place, normals);
}

template <int terms>
__global__ void combineNoisyKernel(float* out, Combination<float> c, NoisyRows rows)
{
    const std::int64_t quads = rows.rows * ((rows.columns + 3) / 4);
    for (std::int64_t q = firstIndex(); q < quads; q += stride()) {
        const Quad quad = quadOf(q, rows);
        float normals[4];
        normalsOf(quad, rows, normals);
        for (int k = 0; k < quad.size; ++k) {
            const std::int64_t i = quad.first + k;
            out[i] = base::combinedElement<terms>(c, i) + rows.factor * normals[k];
        }
    }
}

__global__ void fillNormalKernel(float* out, NoisyRows rows)
{
    const std::int64_t quads = rows.rows * ((rows.columns + 3) / 4);
    for (std::int64_t q = firstIndex(); q < quads; q += stride()) {
        const Quad quad = quadOf(q, rows);
        float normals[4];
        normalsOf(quad, rows, normals);
        for (int k = 0; k < quad.size; ++k) {
            out[quad.first + k] = normals[k];
        }
    }
}

__global__ void philoxKernel(std::uint32_t* out, std::int64_t blocks, NoisePlace place)
{
    for (std::int64_t i = firstIndex(); i < blocks; i += stride()) {
        const base::Block w = base::philoxBlock(base::counterOf(static_cast<std::uint64_t>(i), place), place.seed);
        out[4 * i] = w.a;
        out[4 * i + 1] = w.b;
        out[4 * i + 2] = w.c;
        out[4 * i + 3] = w.d;
    }
}

template <int terms = 1>
void choose(float* out, const Combination<float>& c, const NoisyRows& rows, cudaStream_t stream)
{
    if (c.terms != terms) {
        if constexpr (terms < base::mostTerms) {
            choose<terms + 1>(out, c, rows, stream);
        }
        return;
    }
    const std::int64_t count = rows.rows * rows.columns;
    if (rows.factor == 0) {
        combineKernel<terms><<<blocksFor(count), threads, 0, stream>>>(out, c, count);
    } else {
        combineNoisyKernel<terms><<<blocksFor(count / 4), threads, 0, stream>>>(out, c, rows);
    }
}

}  // namespace

void launchCombine(float* out, const Combination<float>& terms, const NoisyRows& rows, cudaStream_t stream)
{
    choose(out, terms, rows, stream);
}

void launchFillNormal(float* out, const NoisyRows& rows, cudaStream_t stream)
{
    fillNormalKernel<<<blocksFor(rows.rows * rows.columns / 4), threads, 0, stream>>>(out, rows);
}

void launchPhilox(std::uint32_t* out, std::int64_t blocks, const NoisePlace& place, cudaStream_t stream)
{
    philoxKernel<<<blocksFor(blocks), threads, 0, stream>>>(out, blocks, place);
}

}  // namespace core::cuda
