#include "core/base/texture.h"

#include <array>

namespace core::base {

void packTexture(float* out, const float* values, std::int64_t count, Extremes& running)
{
    constexpr std::int64_t lanes = 16;  // that do not wait for each other
    std::array<float, lanes> least, greatest;
    least.fill(running.least);
    greatest.fill(running.greatest);
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        for (std::int64_t k = 0; k < lanes; ++k) {
            const auto lane = static_cast<std::size_t>(k);
            const float texel = texelOf(values[i + k]);
            out[i + k] = texel;
            least[lane] = texel < least[lane] ? texel : least[lane];
            greatest[lane] = texel > greatest[lane] ? texel : greatest[lane];
        }
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        running = joined(running, {least[lane], greatest[lane]});
    }
    for (; i < count; ++i) {
        out[i] = texelOf(values[i]);
        running = widened(running, out[i]);
    }
}

}  // namespace core::base
