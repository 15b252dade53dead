#include "core/run/counter_noise.h"

#include "core/base/accelerator.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <functional>

namespace core::run {
namespace {

using at::Tensor;

/// A piece of a member's row: `first` is its first element's number in the row, `range` its place in memory.
struct Piece {
    std::uint32_t member;
    std::uint64_t first;
    base::Range range;
};

/// All members' rows in pieces of fixed size, on all threads.
void inPieces(const Tensor& like, const std::function<void(const Piece&)>& work)
{
    constexpr std::int64_t piece = 16384;
    const std::int64_t members = like.size(0), elements = members == 0 ? 0 : like.numel() / members;
    const std::int64_t pieces = (elements + piece - 1) / piece;
    at::parallel_for(0, members * pieces, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const std::int64_t member = i / pieces, first = i % pieces * piece;
            const std::int64_t start = member * elements + first;
            work({static_cast<std::uint32_t>(member), static_cast<std::uint64_t>(first),
                  {start, start + std::min(piece, elements - first)}});
        }
    });
}

/// Whether the accelerator draws for states like this one.
bool drawnThere(const Tensor& like)
{
    return like.is_cuda() && like.scalar_type() == at::kFloat && base::accelerator() != nullptr && like.numel() > 0;
}

base::NoisyRows rowsOf(const Tensor& like, double factor, const base::NoisePlace& place)
{
    return {like.size(0), like.numel() / like.size(0), static_cast<float>(factor), place};
}

}  // namespace

Tensor CounterNoise::normal(const Tensor& like)
{
    const base::NoisePlace place{seed_, first_, step_, draw_++};
    if (drawnThere(like)) {
        Tensor out = at::empty(like.sizes(), like.options());
        base::accelerator()->fillNormal(like.get_device(), out.data_ptr<float>(), rowsOf(like, 1, place));
        return out;
    }
    Tensor out = at::empty(like.sizes(), at::kFloat);
    float* data = out.data_ptr<float>();
    inPieces(like, [&](const Piece& piece) {
        base::NoisePlace there = place;
        there.member += piece.member;
        base::fillNormal(data + piece.range.begin, piece.first,
                         static_cast<std::size_t>(piece.range.end - piece.range.begin), there);
    });
    return out.to(like.options());
}

Tensor CounterNoise::combined(std::span<const sampler::Term> terms, double factor)
{
    const Tensor& like = terms.front().value;
    if (like.scalar_type() != at::kFloat || like.numel() == 0 || !sampler::fusible(terms)) {
        return Noise::combined(terms, factor);
    }
    const base::NoisePlace place{seed_, first_, step_, draw_++};
    const auto pointers = sampler::pointersTo<float>(terms);
    Tensor out = at::empty_like(like);
    float* data = out.data_ptr<float>();
    if (like.is_cuda()) {
        base::accelerator()->combine(like.get_device(), data, pointers, rowsOf(like, factor, place));
        return out;
    }
    inPieces(like, [&](const Piece& piece) {
        base::NoisePlace there = place;
        there.member += piece.member;
        base::combineNoisy(data, pointers, piece.range, {static_cast<float>(factor), piece.first, there});
    });
    return out;
}

}  // namespace core::run
