#include "core/network/derivative.h"

#include <torch/csrc/autograd/autograd.h>

#include <memory>

namespace core::network {
namespace {

thread_local bool twice = false;

Tensor gradient(const Tensor& y, const Tensor& x, const Tensor& v, bool record)
{
    auto out = torch::autograd::grad({y}, {x}, {v}, /*retain_graph=*/true, /*create_graph=*/record,
                                     /*allow_unused=*/true);
    return out[0].defined() ? out[0] : at::zeros_like(x);
}

/// a tensor that may be saved for a derivative, whatever mode it was made in
Tensor plainCopy(const Tensor& x)
{
    return x.detach().clone();
}

/// Jᵀ w with its graph in w, made at the first jvp.
struct Pullback {
    Tensor w, pulled;
};

Pullback pullback(const std::function<Tensor(const Tensor&)>& f, const Tensor& x)
{
    const TwiceDifferentiable rules;
    const Tensor at = plainCopy(x).requires_grad_(true);
    const Tensor y = f(at);
    Tensor w = at::zeros_like(y).requires_grad_(true);
    return {w, gradient(y, at, w, true)};
}

}  // namespace

TwiceDifferentiable::TwiceDifferentiable() : before_(std::exchange(twice, true)) {}
TwiceDifferentiable::~TwiceDifferentiable()
{
    twice = before_;
}
bool TwiceDifferentiable::wanted()
{
    return twice;
}

NetworkScope::NetworkScope()
    : recording_(c10::GradMode::is_enabled() && !c10::InferenceMode::is_enabled()),
      plain_(false),
      grad_(recording_)
{
}

Derivative differentiate(const std::function<Tensor(const Tensor&)>& f, const Tensor& x)
{
    const c10::InferenceMode plain(false);
    const c10::AutoGradMode on(true);
    const Tensor at = plainCopy(x).requires_grad_(true);
    const Tensor y = f(at);
    Derivative out;
    out.value = y.detach();
    out.vjp = [at, y](const Tensor& v) {
        const c10::InferenceMode off(false);
        const c10::AutoGradMode record(true);
        return y.requires_grad() ? gradient(y, at, plainCopy(v), false) : at::zeros_like(at);
    };
    out.jvp = [f, at, y, kept = std::make_shared<Pullback>()](const Tensor& v) {
        const c10::InferenceMode off(false);
        const c10::AutoGradMode record(true);
        if (!kept->w.defined()) {
            *kept = pullback(f, at);
        }
        return kept->pulled.requires_grad() ? gradient(kept->pulled, kept->w, plainCopy(v), false)
                                            : at::zeros_like(y);
    };
    return out;
}

}  // namespace core::network
