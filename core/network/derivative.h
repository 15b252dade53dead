#pragma once

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include <functional>

namespace core::network {

using at::Tensor;

/// A function's value with products of its Jacobian J = ∂f/∂x.
struct Derivative {
    Tensor value;                              ///< f(x), no longer tied to a graph
    std::function<Tensor(const Tensor&)> vjp;  ///< Jᵀ v, shape of x; as often as wanted
    std::function<Tensor(const Tensor&)> jvp;  ///< J v, shape of f(x); the first call evaluates f once more
};

/// Differentiates by autograd, also where the caller's thread is in inference mode.
/// f  any function of ATen operations; captures constants only. Kept alive by jvp.
/// J v is the derivative of w ↦ Jᵀ w (which is linear) in direction v: two backward passes, no forward-mode rules.
[[nodiscard]] Derivative differentiate(const std::function<Tensor(const Tensor&)>& f, const Tensor& x);

/// While one lives, its thread's networks use operations that can be differentiated twice.
class TwiceDifferentiable {
public:
    TwiceDifferentiable();
    ~TwiceDifferentiable();
    TwiceDifferentiable(const TwiceDifferentiable&) = delete;
    TwiceDifferentiable& operator=(const TwiceDifferentiable&) = delete;
    [[nodiscard]] static bool wanted();

private:
    bool before_;
};

/// What network code runs in: no inference tensors, because their constants could never enter a derivative.
/// Whether a graph is recorded stays as the caller has it, but never begins by itself in inference mode.
class NetworkScope {
public:
    NetworkScope();

private:
    bool recording_;
    c10::InferenceMode plain_;
    c10::AutoGradMode grad_;
};

}  // namespace core::network
