#pragma once

#include <ATen/ATen.h>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace core::observe {

using at::Tensor;

/// A(x) with its derivative at x: jvp [M, D] → [M, n], vjp [M, n] → [M, D].
struct LinearisedOperator {
    Tensor value;  ///< A(x), [M, n]
    std::function<Tensor(const Tensor&)> jvp, vjp;
};

/// What instruments would see of a state: y = A(x) + noise.
class Operator {
public:
    virtual ~Operator() = default;
    [[nodiscard]] virtual std::int64_t size() const = 0;  ///< n
    [[nodiscard]] virtual bool linear() const = 0;
    /// x [M, D] → [M, n]
    [[nodiscard]] virtual Tensor apply(const Tensor& x) const { return linearise(x).value; }
    [[nodiscard]] virtual LinearisedOperator linearise(const Tensor& x) const = 0;
    /// A V Aᵀ at x for V of the prior as Covariance::conditional() gives it: diag(v) in the prior's eigenbasis, v [D],
    /// or for a chain v [1]; [n, n] (linear) or [M, n, n], float64.
    /// Nothing where the operator has no closed form: the solve then uses products only.
    [[nodiscard]] virtual std::optional<Tensor> gram(const Tensor& x, const Tensor& v) const
    {
        static_cast<void>(x), static_cast<void>(v);
        return std::nullopt;
    }
};

/// Observations as guidance sees them: y [n] (or [M, n] where members see their own), variance [n] (σ_o²), and the operator.
struct Observed {
    std::shared_ptr<const Operator> op;
    Tensor y, variance;
    /// What made correlated errors independent: part of op, and applied to y. Null: errors are independent.
    std::shared_ptr<const Operator> whitening = {};
    /// The same observations by the windows of a composed trajectory, each with those that it holds whole, operators on
    /// [M, K · n]; an empty op: nothing observed there. Null: not told apart.
    std::shared_ptr<const std::vector<Observed>> inWindows = {};
};

}  // namespace core::observe
