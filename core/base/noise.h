#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace core::base {

/// Philox4x32-10 (Salmon et al. 2011): four random words of a key and a counter.
[[nodiscard]] std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                  std::array<std::uint32_t, 2> key);

/// Where in a run a draw belongs: the same place always gives the same number.
struct NoisePlace {
    std::uint64_t seed = 0;
    std::uint32_t member = 0;
    std::uint32_t step = 0;  ///< 0 is the initial state, k + 1 the step k
    std::uint32_t draw = 0;  ///< number of the draw within the step
};

/// Standard normals of elements first…first + count − 1 at a place (Box–Muller in float32).
void fillNormal(float* out, std::uint64_t first, std::size_t count, const NoisePlace& place);

/// Uniform number in [0, 1) of one element at a place.
[[nodiscard]] double uniform(std::uint64_t element, const NoisePlace& place);

}  // namespace core::base
