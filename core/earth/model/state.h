#pragma once

#include <ATen/ATen.h>

namespace core::earth::model {

using at::Tensor;

inline constexpr int vorticity = 0, divergence = 1, temperature = 2;  ///< first index of State::upper

/// Spectral coefficients of many independent members at one time, see Transform for their order.
struct State {
    Tensor upper;     ///< [3, 2, M, N, members, layers]: ζ (s-1), δ (s-1), T − T_r (K)
    Tensor pressure;  ///< [2, M, N, members]: ln(p_s/p₀)

    [[nodiscard]] std::int64_t members() const { return upper.size(4); }
    [[nodiscard]] State clone() const { return {upper.clone(), pressure.clone()}; }
    [[nodiscard]] State to(const at::TensorOptions& options) const
    {
        return {upper.to(options), pressure.to(options)};
    }
};

/// Members first … first + count − 1.
[[nodiscard]] inline State membersOf(const State& x, std::int64_t first, std::int64_t count)
{
    return {x.upper.narrow(4, first, count).contiguous(), x.pressure.narrow(3, first, count).contiguous()};
}

}  // namespace core::earth::model
