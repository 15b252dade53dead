#pragma once

#include <ATen/ATen.h>

#include <functional>
#include <memory>

namespace core::denoiser {

using at::Tensor;

/// A point of the diffusion: x_t = α·x + σ·ε at diffusion time t ∈ [0, 1], t = 1 noise.
struct Node {
    double t = 0;
    double alpha = 1;
    double sigma = 0;
    [[nodiscard]] double u() const { return sigma / alpha; }  ///< noise of the variance-exploding form
};

/// Covariance Σ of the prior's states in its eigenbasis.
/// States are [M, D]; the basis is orthonormal, so white noise stays white in it.
/// A long chain has no eigenbasis at hand: then diagonal() is false, eigenvalues(), toEigen() and fromEigen() throw
/// Error{badInput}, and V is known by its products only.
class Covariance {
public:
    virtual ~Covariance() = default;
    [[nodiscard]] virtual bool diagonal() const { return true; }
    /// λ_max, or a close bound from above
    [[nodiscard]] virtual double largest() const;
    /// V = (Σ⁻¹ + u⁻²)⁻¹, the covariance of x given x_t (Σ itself for u = ∞), in the form that product(), root() and the
    /// gram() of the prior's own operators take: its eigenvalues [D], or without an eigenbasis u² alone, [1]
    [[nodiscard]] virtual Tensor conditional(double u) const;
    /// V x for V = conditional(u); x [M, D]
    [[nodiscard]] virtual Tensor product(const Tensor& v, const Tensor& x) const;
    /// L x with L Lᵀ = V: draws of N(0, V) from white noise; x [M, D]
    [[nodiscard]] virtual Tensor root(const Tensor& v, const Tensor& x) const;
    /// λ, [D] of the state's dtype and device; all ≥ 0
    [[nodiscard]] virtual const Tensor& eigenvalues() const = 0;
    /// coordinates in the eigenbasis, linear: callers centre on mean() where they need it; x [M, D]
    [[nodiscard]] virtual Tensor toEigen(const Tensor& x) const { return x; }
    [[nodiscard]] virtual Tensor fromEigen(const Tensor& z) const { return z; }
    /// prior mean in the state space, [D]; zero for priors that carry it in their decoder
    [[nodiscard]] virtual Tensor mean() const = 0;
};

/// Denoiser mean with its derivative: vjp(v) = Jᵀv, J = ∂mean/∂x_t; v and result [M, D].
/// For an exact denoiser J is symmetric and V[x|x_t] = (σ²/α)·J.
struct Linearised {
    Tensor mean;
    std::function<Tensor(const Tensor&)> vjp;
};

/// E[x | x_t]: what every sampler needs and every guidance wraps.
class Denoiser {
public:
    virtual ~Denoiser() = default;
    /// x_t [M, D]; return [M, D], dtype and device of x_t
    [[nodiscard]] virtual Tensor mean(const Tensor& x_t, const Node& at) const = 0;
    /// The noise seen in x_t, ẑ = (x_t − α D)/σ; the score is −ẑ/σ. Where σ is small that difference cancels:
    /// closed forms and networks that estimate the noise itself give it without. σ > 0
    [[nodiscard]] virtual Tensor noise(const Tensor& x_t, const Node& at) const
    {
        return x_t.sub(mean(x_t, at), at.alpha).mul_(1 / at.sigma);
    }
    /// throws Error{badInput} by name where the denoiser cannot be differentiated
    [[nodiscard]] virtual Linearised linearise(const Tensor& x_t, const Node& at) const = 0;
    /// Σ where the prior has one in closed form, passed through by wrappers; else null.
    [[nodiscard]] virtual const Covariance* covariance() const { return nullptr; }
    /// The same denoiser without its condition (a date, past states, words), passed through by wrappers; null where
    /// there is none to leave out. Lives as long as this one.
    [[nodiscard]] virtual const Denoiser* unconditional() const { return nullptr; }
    /// Evaluations of the underlying network (or closed form) so far.
    [[nodiscard]] virtual std::uint64_t evaluations() const { return 0; }
};

}  // namespace core::denoiser
