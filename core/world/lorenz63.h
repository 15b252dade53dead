#pragma once

#include "core/world/dynamics.h"

namespace core::world {

/// The noisy Lorenz-63 chain and the assimilation problems of Rozet and Louppe 2023, arXiv:2306.10574, section 4.
/// One Runge–Kutta step of 0.025 and N(0, 0.025 I); x_0 ~ N((0, 0, 25), [[64, 50, 0], [50, 81, 0], [0, 0, 75]]).
[[nodiscard]] DynamicChain noisyLorenz63(double step = 0.025);

/// (x − (0, 0, 25)) / (8, 9, 8.6), [..., 3]
[[nodiscard]] Tensor standardised(const Tensor& x);
/// the inverse
[[nodiscard]] Tensor destandardised(const Tensor& z);

/// Trajectories for training, validation and test, standardised, [n, length, 3] float64.
struct Lorenz63Data {
    Tensor training, validation, test;
};

/// How many trajectories there are and how they begin.
struct Lorenz63Plan {
    std::int64_t chains = 1024;
    std::int64_t burnIn = 1024;  ///< states that are dropped first
    std::int64_t length = 1024;  ///< states that are kept
    std::uint64_t seed = 0;
};

/// Simulates, drops the burn-in, standardises and splits 80/10/10 by chain.
[[nodiscard]] Lorenz63Data lorenz63Data(const Lorenz63Plan& plan);

/// Observations of the standardised first component of a trajectory: every `every`-th state from the first on.
struct Lorenz63Sight {
    std::int64_t every = 8;
    double error = 0.05;
    [[nodiscard]] static Lorenz63Sight low() { return {8, 0.05}; }   ///< `lo`: few, precise
    [[nodiscard]] static Lorenz63Sight high() { return {1, 0.25}; }  ///< `hi`: many, vague
    /// what is seen without error: trajectories [..., L, 3], physical → [..., n]
    [[nodiscard]] Tensor of(const Tensor& trajectories) const;
    /// log p(y | x): trajectories [..., L, 3], y [n] or [..., n] → [...]
    [[nodiscard]] Tensor logLikelihood(const Tensor& trajectories, const Tensor& y) const;
};

}  // namespace core::world
