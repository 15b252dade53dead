#pragma once

#include "core/world/draws.h"

namespace core::world {

/// A first-order chain with additive Gaussian noise, batched over leading dimensions, float64:
///     x_1 ~ N(m_1, S_1),   x_{i+1} = f(x_i) + L e,   L Lᵀ = Q,  e ~ N(0, I)
class Chain {
public:
    virtual ~Chain() = default;
    [[nodiscard]] virtual std::int64_t size() const = 0;  ///< d, numbers of one state
    /// n states of the law that the chain starts from, [n, d]
    [[nodiscard]] virtual Tensor start(std::int64_t n, Draws& draws) const = 0;
    /// f(x), [..., d] → [..., d]
    [[nodiscard]] virtual Tensor mean(const Tensor& x) const = 0;
    /// L, [d, d] float64, lower triangular; zero for a chain without noise
    [[nodiscard]] virtual const Tensor& noiseFactor() const = 0;

    /// a draw of the next state, [..., d]
    [[nodiscard]] Tensor next(const Tensor& x, Draws& draws) const;
    /// the `length` states after x: [n, d] → [n, length, d]
    [[nodiscard]] Tensor trajectories(const Tensor& x, std::int64_t length, Draws& draws) const;
    /// log p(next | x), [..., d] → [...]
    /// throws Error{badInput} for a chain whose noise has no density
    [[nodiscard]] Tensor logProbability(const Tensor& x, const Tensor& next) const;
    /// log p(x_2:L | x_1) of trajectories [..., L, d] → [...]
    [[nodiscard]] Tensor logPrior(const Tensor& trajectories) const;
};

/// log N(x; 0, L Lᵀ) of rows [..., d] with a Cholesky factor [d, d] → [...]
[[nodiscard]] Tensor logNormal(const Tensor& x, const Tensor& factor);

}  // namespace core::world
