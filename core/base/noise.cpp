#include "core/base/noise.h"

#include "core/base/philox.h"

#include <algorithm>

namespace core::base {
namespace {

constexpr std::uint32_t uniformStream =
    0x80000000;  // keeps uniform() apart from fillNormal() at the same place

constexpr std::size_t batch = 64;  // Philox blocks at once: four words, hence four normals, each

using Words = std::uint32_t[batch];

// 4·batch normals of the Philox blocks from `counter` on (which must share their upper 32 bits).
// Plain loops over arrays so that the compiler uses vector instructions.
#if defined(__x86_64__) && defined(__linux__)
[[gnu::target_clones("arch=x86-64-v4", "avx2", "default")]]
#endif
void normalsFrom(float* out, const Block& counter, std::uint64_t seed)
{
    Words a, b, c, d;
    for (std::size_t i = 0; i < batch; ++i) {
        a[i] = counter.a + static_cast<std::uint32_t>(i);
        b[i] = counter.b;
        c[i] = counter.c;
        d[i] = counter.d;
    }
    auto key0 = static_cast<std::uint32_t>(seed);
    auto key1 = static_cast<std::uint32_t>(seed >> 32);
    for (int r = 0; r < philoxRounds; ++r) {
        for (std::size_t i = 0; i < batch; ++i) {
            Block w{a[i], b[i], c[i], d[i]};
            philoxRound(w, key0, key1);
            a[i] = w.a;
            b[i] = w.b;
            c[i] = w.c;
            d[i] = w.d;
        }
        key0 += philoxWeyl0;
        key1 += philoxWeyl1;
    }
    for (std::size_t i = 0; i < batch; ++i) {
        const float r0 = __builtin_sqrtf(squaredRadius(a[i])), r1 = __builtin_sqrtf(squaredRadius(c[i]));
        const Direction d0 = directionOf(b[i]), d1 = directionOf(d[i]);
        out[4 * i] = r0 * d0.cosine;
        out[4 * i + 1] = r0 * d0.sine;
        out[4 * i + 2] = r1 * d1.cosine;
        out[4 * i + 3] = r1 * d1.sine;
    }
}

}  // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key)
{
    const Block w = philoxBlock({counter[0], counter[1], counter[2], counter[3]},
                                std::uint64_t{key[1]} << 32 | key[0]);
    return {w.a, w.b, w.c, w.d};
}

void fillNormal(float* out, std::uint64_t first, std::size_t count, const NoisePlace& place)
{
    constexpr std::uint64_t stride = 4 * batch;
    float normals[stride];
    for (std::uint64_t element = first / stride * stride; element < first + count; element += stride) {
        const Block counter = counterOf(element / 4, place);
        const std::uint64_t begin = std::max(element, first);
        const std::uint64_t end = std::min(element + stride, first + count);
        if (end - begin == stride) {
            normalsFrom(out + (begin - first), counter, place.seed);
            continue;
        }
        normalsFrom(normals, counter, place.seed);
        std::copy(normals + (begin - element), normals + (end - element), out + (begin - first));
    }
}

double uniform(std::uint64_t element, const NoisePlace& place)
{
    NoisePlace there = place;
    there.step ^= uniformStream;
    const Block w = philoxBlock(counterOf(element, there), place.seed);
    const std::uint64_t bits = (std::uint64_t{w.a} << 32 | w.b) >> 11;
    return static_cast<double>(bits) * 0x1p-53;
}

}  // namespace core::base
