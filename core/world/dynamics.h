#pragma once

#include "core/world/chain.h"

#include <functional>

namespace core::world {

/// dx/dt of states [..., d]
using Tendency = std::function<Tensor(const Tensor&)>;

/// One classical Runge–Kutta step of fourth order: x [..., d] → [..., d]
[[nodiscard]] Tensor rungeKutta(const Tendency& tendency, const Tensor& x, double step);

/// Lorenz 1963: (σ(b − a), a(ρ − c) − b, a b − β c) of states (a, b, c)
struct Lorenz63 {
    double sigma = 10, rho = 28, beta = 8.0 / 3;
    [[nodiscard]] Tensor operator()(const Tensor& x) const;
};

/// Lorenz 1996 on a ring: (x_{i+1} − x_{i−2}) x_{i−1} − x_i + F.
/// `ring` is the order of neighbours; the reference code of arXiv:2306.10574 has (x_{i−1} − x_{i+2}) x_{i+1}, the
/// mirror image.
struct Lorenz96 {
    enum class Ring { forward, mirrored };
    double forcing = 16;
    Ring ring = Ring::forward;
    [[nodiscard]] Tensor operator()(const Tensor& x) const;
};

/// Lotka–Volterra of the logarithms (u, v) of prey and predators: (α − β eᵛ, δ eᵘ − γ)
struct LotkaVolterra {
    double alpha = 1, beta = 1, delta = 1, gamma = 1;
    [[nodiscard]] Tensor operator()(const Tensor& x) const;
};

/// How a differential equation becomes a chain.
struct Stepping {
    double step = 0.01;  ///< time between two states
    int substeps = 1;    ///< Runge–Kutta steps between two states
    double noise = 0;    ///< standard deviation added to each number of a state
};

/// A differential equation, stepped and noisy; starts from N(mean, covariance).
class DynamicChain final : public Chain {
public:
    /// throws Error{badInput} for a step or a count that is not positive, or a negative noise
    DynamicChain(Tendency tendency, const Stepping& stepping, Tensor firstMean,
                 const Tensor& firstCovariance);
    [[nodiscard]] std::int64_t size() const override { return firstMean_.size(0); }
    [[nodiscard]] Tensor start(std::int64_t n, Draws& draws) const override;
    [[nodiscard]] Tensor mean(const Tensor& x) const override;
    [[nodiscard]] const Tensor& noiseFactor() const override { return noiseFactor_; }

private:
    Tendency tendency_;
    Stepping stepping_;
    Tensor firstMean_, firstFactor_, noiseFactor_;
};

/// Vorticity of periodic velocity fields (u, v) on a grid of unit spacing, central differences δ:
///     ω = δ_columns u − δ_rows v,   x [..., 2, rows, columns] → [..., rows, columns]
/// source arXiv:2306.10574, its public code's KolmogorovFlow
[[nodiscard]] Tensor vorticity(const Tensor& x);

/// Means over blocks of factor × factor: [..., rows, columns] → [..., rows/factor, columns/factor]
/// throws Error{badInput} where the grid is no multiple of the factor
[[nodiscard]] Tensor coarsen(const Tensor& x, std::int64_t factor);

/// Bilinear refinement of periodic fields, values at cell centres:
/// [..., rows, columns] → [..., rows · factor, columns · factor]
[[nodiscard]] Tensor upsample(const Tensor& x, std::int64_t factor);

}  // namespace core::world
