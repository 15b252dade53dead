#include "core/baseline/lorenz63.h"

namespace core::baseline {

std::vector<Seen> seenOf(const world::Lorenz63Sight& sight, const Tensor& y)
{
    // standardising the first component is a factor: its centre is 0
    Tensor row = at::zeros({1, 3}, at::kDouble);
    row[0] = world::standardised(at::tensor({1.0, 0.0, 25.0}, at::kDouble));
    const auto op = std::make_shared<MatrixOperator>(row);
    std::vector<Seen> seen;
    for (std::int64_t i = 0; i < y.size(0); ++i) {
        seen.push_back({i * sight.every,
                        {op, y.narrow(0, i, 1), at::full({1}, sight.error * sight.error, at::kDouble)}});
    }
    return seen;
}

Tensor lorenz63Posterior(std::span<const Seen> seen, std::int64_t length, std::uint64_t seed)
{
    constexpr std::int64_t particles = 16384, kept = 1024;
    return particleFilter(world::noisyLorenz63(), length, seen, {.particles = particles, .burnIn = 64, .seed = seed})
        .trajectories.slice(0, 0, std::nullopt, particles / kept);
}

}  // namespace core::baseline
