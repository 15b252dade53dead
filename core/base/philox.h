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

EMBELLIE_PORTABLE std::int32_t bitsOf(float x)
{
#ifdef __CUDA_ARCH__
    return __float_as_int(x);
#else
    return std::bit_cast<std::int32_t>(x);
#endif
}

EMBELLIE_PORTABLE float floatOf(std::int32_t bits)
{
#ifdef __CUDA_ARCH__
    return __int_as_float(bits);
#else
    return std::bit_cast<float>(bits);
#endif
}

/// −2 ln u of u = (w + ½)·2⁻³², to 3e-7 of itself also where u is all but 1 (there 1 − u is exact, not u).
/// ln(1 + f) = f − f²/2 + f³ p(f) with f ∈ [√½ − 1, √2 − 1], p a minimax polynomial (Remez) of degree 7.
/// Own arithmetic instead of libm's, on signed 32-bit lanes only: the same bits on every machine, and every vector
/// instruction set has all of it.
EMBELLIE_PORTABLE float squaredRadius(std::uint32_t w)
{
    constexpr std::int32_t mantissa = 0x007FFFFF, one = 0x3F800000, rootTwo = 0x3FB504F3;
    const std::int32_t upper = static_cast<std::int32_t>(w) >> 31;  // all ones where u ≥ ½
    const auto nearer = static_cast<std::int32_t>(w) ^ upper;       // distance from the nearer end of [0, 1)
    const float small = (static_cast<float>(nearer) + 0.5F) * 0x1p-32F;
    const float u = upper != 0 ? 1.0F - small : small;
    const std::int32_t bits = bitsOf(u);
    const std::int32_t above = (bits & mantissa) > (rootTwo & mantissa) ? 1 : 0;
    const std::int32_t exponent = (bits >> 23) - 127 + above;
    const float m = floatOf((bits & mantissa) | (one - (above << 23)));
    const float f = (upper != 0 && exponent == 0) ? -small : m - 1.0F;
    float p = -0.07873097509F;
    p = p * f + 0.1287889149F;
    p = p * f - 0.1312217326F;
    p = p * f + 0.1418138074F;
    p = p * f - 0.16625325F;
    p = p * f + 0.2000228803F;
    p = p * f - 0.2500078461F;
    p = p * f + 0.3333331677F;
    const float square = f * f;
    const float logarithm = (p * square) * f - 0.5F * square + f;
    return -2.0F * (static_cast<float>(exponent) * 0.693147180559945F + logarithm);
}

struct Direction {
    float cosine, sine;
};

/// cos and sin of 2πw·2⁻³²: quadrant in integers, minimax polynomials (Remez) on ±π/4, error below 1e-7.
EMBELLIE_PORTABLE Direction directionOf(std::uint32_t w)
{
    const std::uint32_t quadrant = (w + 0x20000000U) >> 30;
    const auto rest = static_cast<std::int32_t>(w - (quadrant << 30));
    const float x = static_cast<float>(rest) * static_cast<float>(0x1p-31 * std::numbers::pi);
    const float q = x * x;
    float s = -0.0001952023746F;
    s = s * q + 0.008332205192F;
    s = s * q - 0.1666665552F;
    s = s * q * x + x;
    float c = 2.446103217e-5F;
    c = c * q - 0.001388759344F;
    c = c * q + 0.04166665233F;
    c = c * q * q - 0.5F * q + 1.0F;
    const bool swapped = (quadrant & 1U) != 0;
    const std::int32_t first = bitsOf(swapped ? s : c), second = bitsOf(swapped ? c : s);
    const auto turned = static_cast<std::int32_t>((quadrant + 1U) & 2U) << 30;
    const auto lower = static_cast<std::int32_t>(quadrant & 2U) << 30;
    return {floatOf(first ^ turned), floatOf(second ^ lower)};
}

/// The standard normals of the four elements of a block (Box–Muller in float32).
EMBELLIE_PORTABLE void normalsOfBlock(std::uint64_t block, const NoisePlace& place, float (&out)[4])
{
    const Block w = philoxBlock(counterOf(block, place), place.seed);
    const float r0 = sqrtf(squaredRadius(w.a)), r1 = sqrtf(squaredRadius(w.c));
    const Direction d0 = directionOf(w.b), d1 = directionOf(w.d);
    out[0] = r0 * d0.cosine;
    out[1] = r0 * d0.sine;
    out[2] = r1 * d1.cosine;
    out[3] = r1 * d1.sine;
}

}  // namespace core::base
