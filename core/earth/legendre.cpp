#include "core/earth/legendre.h"

#include <algorithm>

namespace core::earth {

#if defined(__x86_64__) && defined(__linux__)
[[gnu::target_clones("avx512f", "avx2", "default")]]
#endif
void legendreSums(const DegreeTable& coefficients, const double* x, double* out, std::size_t n)
{
    constexpr std::size_t block = 128;  // stays in the first-level cache
    double b1[block], b2[block];
    for (std::size_t first = 0; first < n; first += block) {
        const std::size_t count = std::min(block, n - first);
        std::fill_n(b1, count, 0.0);
        std::fill_n(b2, count, 0.0);
        for (int l = coefficients.degree; l >= 1; --l) {
            const double up = (2.0 * l + 1) / (l + 1), down = (l + 1.0) / (l + 2);
            const double* c = coefficients.values + static_cast<std::size_t>(l) * coefficients.stride + first;
            for (std::size_t i = 0; i < count; ++i) {
                const double b0 = c[i] + up * x[first + i] * b1[i] - down * b2[i];
                b2[i] = b1[i];
                b1[i] = b0;
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            out[first + i] = coefficients.values[first + i] + x[first + i] * b1[i] - 0.5 * b2[i];
        }
    }
}

}  // namespace core::earth
