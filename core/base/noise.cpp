#include "core/base/noise.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace core::base {
namespace {

constexpr std::uint32_t multiplier0 = 0xD2511F53, multiplier1 = 0xCD9E8D57;
constexpr std::uint32_t weyl0 = 0x9E3779B9, weyl1 = 0xBB67AE85;
constexpr int rounds = 10;
constexpr std::uint32_t uniformStream =
    0x80000000;  // keeps uniform() apart from fillNormal() at the same place

constexpr std::size_t batch = 64;  // Philox blocks at once: four words, hence four normals, each

using Words = std::uint32_t[batch];
using Reals = double[batch];

// counter words: block, block's upper half ^ draw << 16, member, step
struct Counter {
    std::uint32_t high, member, step;
};

std::uint32_t highWord(std::uint64_t block, const NoisePlace& place)
{
    return static_cast<std::uint32_t>(block >> 32) ^ (place.draw << 16);
}

// One round on each block; plain loops over arrays so that the compiler uses vector instructions.
inline void philoxRound(Words& a, Words& b, Words& c, Words& d, std::uint32_t key0, std::uint32_t key1)
{
    for (std::size_t i = 0; i < batch; ++i) {
        const std::uint64_t p0 = std::uint64_t{multiplier0} * a[i];
        const std::uint64_t p1 = std::uint64_t{multiplier1} * c[i];
        a[i] = static_cast<std::uint32_t>(p1 >> 32) ^ b[i] ^ key0;
        c[i] = static_cast<std::uint32_t>(p0 >> 32) ^ d[i] ^ key1;
        b[i] = static_cast<std::uint32_t>(p1);
        d[i] = static_cast<std::uint32_t>(p0);
    }
}

// √(−2 ln u) of u = (w + ½)·2⁻³²: ln by 2 atanh((m − 1)/(m + 1)) on m ∈ [√½, √2), error below 1e-15.
// Own series instead of libm: the same bits on every machine, and vectorisable.
inline void radius(const Words& w, Reals& out)
{
    constexpr std::uint64_t mantissaMask = 0x000FFFFFFFFFFFFF, one = 0x3FF0000000000000;
    constexpr std::uint64_t magic = 0x4330000000000000;  // 2⁵² as bits: turns a small integer into a double
    for (std::size_t i = 0; i < batch; ++i) {
        const double u = (static_cast<double>(static_cast<std::int32_t>(w[i] ^ 0x80000000U)) + 2147483648.5) *
                         0x1p-32;
        const auto bits = std::bit_cast<std::uint64_t>(u);
        const double m0 = std::bit_cast<double>((bits & mantissaMask) | one);
        const double e0 = std::bit_cast<double>((bits >> 52) | magic) - 0x1p52 - 1023.0;
        const bool upper = m0 > std::numbers::sqrt2;
        const double m = upper ? 0.5 * m0 : m0;
        const double exponent = upper ? e0 + 1.0 : e0;
        const double s = (m - 1) / (m + 1);
        const double q = s * s;
        double p = 1.0 / 21;
        p = p * q + 1.0 / 19;
        p = p * q + 1.0 / 17;
        p = p * q + 1.0 / 15;
        p = p * q + 1.0 / 13;
        p = p * q + 1.0 / 11;
        p = p * q + 1.0 / 9;
        p = p * q + 1.0 / 7;
        p = p * q + 1.0 / 5;
        p = p * q + 1.0 / 3;
        p = p * q + 1.0;
        out[i] = -2 * (exponent * std::numbers::ln2 + 2 * s * p);
    }
    for (std::size_t i = 0; i < batch; ++i) {
        out[i] = __builtin_sqrt(out[i]);
    }
}

// cos and sin of 2πw·2⁻³²: quadrant in integers, Taylor series on ±π/4, error below 1e-16.
inline void circle(const Words& w, Reals& cosine, Reals& sine)
{
    for (std::size_t i = 0; i < batch; ++i) {
        const std::uint32_t quadrant = (w[i] + 0x20000000U) >> 30;
        const auto rest = static_cast<std::int32_t>(w[i] - (quadrant << 30));
        const double x = static_cast<double>(rest) * (0x1p-31 * std::numbers::pi);
        const double q = x * x;
        double s = -1.0 / 1307674368000;
        s = s * q + 1.0 / 6227020800;
        s = s * q - 1.0 / 39916800;
        s = s * q + 1.0 / 362880;
        s = s * q - 1.0 / 5040;
        s = s * q + 1.0 / 120;
        s = s * q - 1.0 / 6;
        s = (s * q + 1.0) * x;
        double c = 1.0 / 20922789888000;
        c = c * q - 1.0 / 87178291200;
        c = c * q + 1.0 / 479001600;
        c = c * q - 1.0 / 3628800;
        c = c * q + 1.0 / 40320;
        c = c * q - 1.0 / 720;
        c = c * q + 1.0 / 24;
        c = c * q - 1.0 / 2;
        c = c * q + 1.0;
        const bool swapped = (quadrant & 1U) != 0;
        const double first = swapped ? s : c;
        const double second = swapped ? c : s;
        cosine[i] = ((quadrant + 1) & 2U) != 0 ? -first : first;
        sine[i] = (quadrant & 2U) != 0 ? -second : second;
    }
}

// 4·batch normals of the Philox blocks first…first + batch − 1 (which must share their upper 32 bits).
#if defined(__x86_64__) && defined(__linux__)
[[gnu::target_clones("avx2", "default")]]
#endif
void normalsOf(float* out, std::uint32_t first, const Counter& counter, std::uint64_t seed)
{
    Words a, b, c, d;
    for (std::size_t i = 0; i < batch; ++i) {
        a[i] = first + static_cast<std::uint32_t>(i);
        b[i] = counter.high;
        c[i] = counter.member;
        d[i] = counter.step;
    }
    auto key0 = static_cast<std::uint32_t>(seed);
    auto key1 = static_cast<std::uint32_t>(seed >> 32);
    for (int r = 0; r < rounds; ++r) {
        philoxRound(a, b, c, d, key0, key1);
        key0 += weyl0;
        key1 += weyl1;
    }
    Reals r0, r1, c0, c1, s0, s1;
    radius(a, r0);
    circle(b, c0, s0);
    radius(c, r1);
    circle(d, c1, s1);
    for (std::size_t i = 0; i < batch; ++i) {
        out[4 * i] = static_cast<float>(r0[i] * c0[i]);
        out[4 * i + 1] = static_cast<float>(r0[i] * s0[i]);
        out[4 * i + 2] = static_cast<float>(r1[i] * c1[i]);
        out[4 * i + 3] = static_cast<float>(r1[i] * s1[i]);
    }
}

}  // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key)
{
    for (int r = 0; r < rounds; ++r) {
        const std::uint64_t p0 = std::uint64_t{multiplier0} * counter[0];
        const std::uint64_t p1 = std::uint64_t{multiplier1} * counter[2];
        counter = {static_cast<std::uint32_t>(p1 >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(p1),
                   static_cast<std::uint32_t>(p0 >> 32) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(p0)};
        key[0] += weyl0;
        key[1] += weyl1;
    }
    return counter;
}

void fillNormal(float* out, std::uint64_t first, std::size_t count, const NoisePlace& place)
{
    constexpr std::uint64_t stride = 4 * batch;
    float normals[stride];
    for (std::uint64_t element = first / stride * stride; element < first + count; element += stride) {
        const std::uint64_t block = element / 4;
        const Counter counter{highWord(block, place), place.member, place.step};
        const auto low = static_cast<std::uint32_t>(block);
        const std::uint64_t begin = std::max(element, first);
        const std::uint64_t end = std::min(element + stride, first + count);
        if (end - begin == stride) {
            normalsOf(out + (begin - first), low, counter, place.seed);
            continue;
        }
        normalsOf(normals, low, counter, place.seed);
        std::copy(normals + (begin - element), normals + (end - element), out + (begin - first));
    }
}

double uniform(std::uint64_t element, const NoisePlace& place)
{
    const auto words = philox(
        {static_cast<std::uint32_t>(element), highWord(element, place), place.member,
         place.step ^ uniformStream},
        {static_cast<std::uint32_t>(place.seed), static_cast<std::uint32_t>(place.seed >> 32)});
    const std::uint64_t bits = (std::uint64_t{words[0]} << 32 | words[1]) >> 11;
    return static_cast<double>(bits) * 0x1p-53;
}

}  // namespace core::base
