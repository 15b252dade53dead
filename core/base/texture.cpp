#include "core/base/texture.h"

namespace core::base {

void packTexture(float* out, const float* values, std::int64_t count, Extremes& running)
{
    Extremes extremes = running;
    for (std::int64_t i = 0; i < count; ++i) {
        out[i] = texelOf(values[i]);
        extremes = widened(extremes, out[i]);
    }
    running = extremes;
}

}  // namespace core::base
