#pragma once

#include "core/base/portable.h"

#include <cmath>
#include <cstdint>
#include <limits>

namespace core::base {

/// Smallest and largest value so far; least > greatest before the first.
struct Extremes {
    float least = std::numeric_limits<float>::infinity();
    float greatest = -std::numeric_limits<float>::infinity();
};

/// What a texture holds of a value: itself, or NaN where there is none.
EMBELLIE_PORTABLE float texelOf(float value)
{
    return value - value == 0 ? value : std::numeric_limits<float>::quiet_NaN();
}

/// Extremes with one more value; NaN changes nothing.
EMBELLIE_PORTABLE Extremes widened(Extremes sofar, float texel)
{
    return {texel < sofar.least ? texel : sofar.least, texel > sofar.greatest ? texel : sofar.greatest};
}

/// Extremes of two parts, of which either may be empty.
EMBELLIE_PORTABLE Extremes joined(const Extremes& a, const Extremes& b)
{
    return {b.least < a.least ? b.least : a.least, b.greatest > a.greatest ? b.greatest : a.greatest};
}

/// Parts of the values that a kernel tells the extremes of, each on its own.
inline constexpr int packedParts = 256;

/// Packs values into a texture and goes on with the extremes of what was packed before.
/// out  may be `values`
void packTexture(float* out, const float* values, std::int64_t count, Extremes& running);

}  // namespace core::base
