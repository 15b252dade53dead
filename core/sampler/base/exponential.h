#pragma once

#include "core/denoiser/denoiser.h"

#include <span>
#include <vector>

namespace core::sampler {

/// Coefficients of one semi-exact step, each [D] of the state's dtype, in the eigenbasis of the prior.
struct ExponentialStep {
    at::Tensor kept;                  ///< h(u_s)/h(u_t), h(u) = √(λ+u²)
    std::vector<at::Tensor> weights;  ///< of the past c_j, oldest first: −h(u_s)·∫ l_j(q) dq
};

/// The variable in which the probability-flow ODE of a Gaussian prior is solved exactly, per eigenvalue λ.
///     dx/du = (x − D)/u, D = λ/(λ+u²) x + c   ⇒   x_s/h_s = x_t/h_t − ∫ c dq,   dq = du/(u·h(u))
///     q(u) = −asinh(√λ/u)/√λ   (−1/u where λ = 0)
class Exponential {
public:
    explicit Exponential(const at::Tensor& eigenvalues);
    /// Coefficients of a step from the last of `nodes` to u_s, with c interpolated in q at the nodes (1 to 3).
    /// Where observations tell more than the prior, c falls with x as the step goes on, and a long step that holds it
    /// would shoot past D: then its weight is bounded, so that the state goes no farther than to D. Short steps are as they are.
    [[nodiscard]] ExponentialStep step(std::span<const double> nodes, double u_s);
    /// λ/(λ+u²), [D] of the state's dtype
    [[nodiscard]] at::Tensor gain(double u) const;

private:
    struct Known {
        double u;
        at::Tensor q;
    };
    at::Tensor q(double u);
    /// values per distinct eigenvalue → [D] of the state's dtype
    [[nodiscard]] at::Tensor each(const at::Tensor& values) const;
    at::Tensor lambda_, root_;  // float64, distinct eigenvalues: a spectral prior has far fewer than D
    at::Tensor place_;          // [D] index into lambda_; undefined where all are kept
    at::ScalarType dtype_;
    std::vector<Known> known_;  // q of the latest nodes: each is needed in several steps
};

}  // namespace core::sampler
