#pragma once

#include "core/world/chain.h"

namespace core::world {

/// Numbers of a linear chain: x_1 ~ N(m_1, S_1), x_{i+1} = F x_i + b + N(0, Q); all float64.
struct LinearModel {
    Tensor firstMean, firstCovariance;  ///< [d], [d, d]
    Tensor transition, offset;          ///< F [d, d], b [d]
    Tensor noiseCovariance;             ///< Q [d, d]
};

/// A linear-Gaussian chain, whose trajectories are jointly Gaussian.
class LinearChain final : public Chain {
public:
    /// throws Error{badInput} for shapes that do not fit or covariances that are not positive semi-definite
    explicit LinearChain(LinearModel model);
    [[nodiscard]] std::int64_t size() const override { return model_.firstMean.size(0); }
    [[nodiscard]] Tensor start(std::int64_t n, Draws& draws) const override;
    [[nodiscard]] Tensor mean(const Tensor& x) const override;
    [[nodiscard]] const Tensor& noiseFactor() const override { return noiseFactor_; }

    [[nodiscard]] const LinearModel& model() const { return model_; }
    /// mean of x_1:L, [L · d], state by state
    [[nodiscard]] Tensor jointMean(std::int64_t length) const;
    /// covariance of x_1:L, [L · d, L · d]: cov(x_i, x_j) = F^{i−j} S_j for i ≥ j, S_{j+1} = F S_j Fᵀ + Q
    [[nodiscard]] Tensor jointCovariance(std::int64_t length) const;

private:
    LinearModel model_;
    Tensor firstFactor_, noiseFactor_;
};

/// A mass on a spring with drag in gusty wind; state (position, speed, acceleration, wind).
///     x' = x + v δ + a δ²/2,  v' = v + a δ,  a' = −x/2 − v/10 + w/5,  w' = 0.99 w,  Q = δ diag(0.1, 0.1, 0.1, 1)
/// source arXiv:2306.10574, its public code's DampedSpring
[[nodiscard]] LinearChain dampedSpring(double step = 0.01);

/// L with L Lᵀ = S, lower triangular: Cholesky where S is definite, else from the eigenvectors. S [d, d] float64
/// throws Error{badInput} when S has a negative eigenvalue
[[nodiscard]] Tensor factorOf(const Tensor& covariance);

}  // namespace core::world
