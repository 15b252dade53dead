#pragma once

#include "core/base/noise.h"
#include "core/base/portable.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace core::base {

inline constexpr std::uint32_t philoxWeyl0 = 0x9E3779B9, philoxWeyl1 = 0xBB67AE85;
inline constexpr int philoxRounds = 10;

/// The four words of a counter, or of the block drawn from it.
struct Block {
    std::uint32_t a, b, c, d;
};

/// One round of Philox4x32 (Salmon et al. 2011).
EMBELLIE_PORTABLE void philoxRound(Block& w, std::uint32_t key0, std::uint32_t key1)
{
    const std::uint64_t p0 = std::uint64_t{0xD2511F53} * w.a;
    const std::uint64_t p1 = std::uint64_t{0xCD9E8D57} * w.c;
    w.a = static_cast<std::uint32_t>(p1 >> 32) ^ w.b ^ key0;
    w.c = static_cast<std::uint32_t>(p0 >> 32) ^ w.d ^ key1;
    w.b = static_cast<std::uint32_t>(p1);
    w.d = static_cast<std::uint32_t>(p0);
}

/// Counter of a block of four elements: block, its upper half ^ draw << 16, member, step.
EMBELLIE_PORTABLE Block counterOf(std::uint64_t block, const NoisePlace& place)
{
    return {static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32) ^ (place.draw << 16),
            place.member, place.step};
}

/// Philox4x32-10 of one counter.
EMBELLIE_PORTABLE Block philoxBlock(Block counter, std::uint64_t seed)
{
    auto key0 = static_cast<std::uint32_t>(seed);
    auto key1 = static_cast<std::uint32_t>(seed >> 32);
    for (int r = 0; r < philoxRounds; ++r) {
        philoxRound(counter, key0, key1);
        key0 += philoxWeyl0;
        key1 += philoxWeyl1;
    }
    return counter;
}

EMBELLIE_PORTABLE std::uint64_t bitsOf(double x)
{
#ifdef __CUDA_ARCH__
    return static_cast<std::uint64_t>(__double_as_longlong(x));
#else
    return std::bit_cast<std::uint64_t>(x);
#endif
}

EMBELLIE_PORTABLE double doubleOf(std::uint64_t bits)
{
#ifdef __CUDA_ARCH__
    return __longlong_as_double(static_cast<long long>(bits));
#else
    return std::bit_cast<double>(bits);
#endif
}

/// −2 ln u of u = (w + ½)·2⁻³²: ln by 2 atanh((m − 1)/(m + 1)) on m ∈ [√½, √2), error below 1e-15.
/// Own series instead of libm's: the same bits on every machine, and vectorisable.
EMBELLIE_PORTABLE double squaredRadius(std::uint32_t w)
{
    constexpr std::uint64_t mantissaMask = 0x000FFFFFFFFFFFFF, one = 0x3FF0000000000000;
    constexpr std::uint64_t magic = 0x4330000000000000;  // 2⁵² as bits: turns a small integer into a double
    const double u = (static_cast<double>(static_cast<std::int32_t>(w ^ 0x80000000U)) + 2147483648.5) * 0x1p-32;
    const std::uint64_t bits = bitsOf(u);
    const double m0 = doubleOf((bits & mantissaMask) | one);
    const double e0 = doubleOf((bits >> 52) | magic) - 0x1p52 - 1023.0;
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
    return -2 * (exponent * std::numbers::ln2 + 2 * s * p);
}

struct Direction {
    double cosine, sine;
};

/// cos and sin of 2πw·2⁻³²: quadrant in integers, Taylor series on ±π/4, error below 1e-16.
EMBELLIE_PORTABLE Direction directionOf(std::uint32_t w)
{
    const std::uint32_t quadrant = (w + 0x20000000U) >> 30;
    const auto rest = static_cast<std::int32_t>(w - (quadrant << 30));
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
    return {((quadrant + 1) & 2U) != 0 ? -first : first, (quadrant & 2U) != 0 ? -second : second};
}

/// The standard normals of the four elements of a block (Box–Muller in float64, rounded).
EMBELLIE_PORTABLE void normalsOfBlock(std::uint64_t block, const NoisePlace& place, float (&out)[4])
{
    const Block w = philoxBlock(counterOf(block, place), place.seed);
    const double r0 = sqrt(squaredRadius(w.a)), r1 = sqrt(squaredRadius(w.c));
    const Direction d0 = directionOf(w.b), d1 = directionOf(w.d);
    out[0] = static_cast<float>(r0 * d0.cosine);
    out[1] = static_cast<float>(r0 * d0.sine);
    out[2] = static_cast<float>(r1 * d1.cosine);
    out[3] = static_cast<float>(r1 * d1.sine);
}

}  // namespace core::base
