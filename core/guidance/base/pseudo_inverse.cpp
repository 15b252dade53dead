#include "core/guidance/base/pseudo_inverse.h"

#include "core/api/error.h"
#include "core/guidance/base/closed_form.h"
#include "core/guidance/base/krylov.h"

namespace core::guidance {
namespace {

constexpr Stop iterativeStop{.iterations = 500, .tolerance = 1e-10};

double rounding(const Tensor& x)
{
    return x.scalar_type() == at::kDouble ? 1e-11 : 1e-6;
}

}  // namespace

Tensor PseudoInverse::factorised(const observe::Operator& op, const Tensor& x) const
{
    if (op.size() > mostObservations) {
        return {};
    }
    const std::optional<Tensor> gram = op.gram(x, at::ones({x.size(1)}, x.options()));
    if (!gram) {
        return {};
    }
    const double scale = gram->diagonal(0, -2, -1).mean().item<double>();
    // observations that say the same twice make A Aᵀ singular: a little more on the diagonal decides for their mean
    for (double epsilon = rounding(x); epsilon < 1; epsilon *= 100) {
        Tensor damped = gram->clone();
        damped.diagonal(0, -2, -1).add_(epsilon * scale);
        auto [factor, failed] = at::linalg_cholesky_ex(damped);
        if (!failed.any().item<bool>()) {
            return factor;
        }
    }
    throw Error(Cause::badInput, "The observations' operator A has no pseudo-inverse: A Aᵀ is not finite.",
                "Choose another guidance, for example mmps.");
}

Tensor PseudoInverse::apply(const observe::Observed& observed, const Tensor& x,
                            const observe::LinearisedOperator& seen, const Tensor& r)
{
    const observe::Operator& op = *observed.op;
    if (!op.linear() || known_ != observed.op) {
        factor_ = factorised(op, x);
        known_ = observed.op;
    }
    const Tensor right = r.to(at::kDouble);
    if (factor_.defined()) {
        return seen.vjp(choleskySolved(factor_, right).to(r.scalar_type()));
    }
    const Product product = [&](const Tensor& w) {
        return seen.jvp(seen.vjp(w.to(r.scalar_type()))).to(at::kDouble);
    };
    const Stop stop{.iterations = iterativeStop.iterations,
                    .tolerance = std::max(iterativeStop.tolerance, rounding(x))};
    return seen.vjp(conjugateGradient(product, right, stop).w.to(r.scalar_type()));
}

}  // namespace core::guidance
