#include "core/observe/composition.h"

#include "core/api/error.h"

#include <vector>

namespace core::observe {

Composition::Composition(std::shared_ptr<const Operator> outer, std::shared_ptr<const Operator> inner)
    : outer_(std::move(outer)), inner_(std::move(inner))
{
}

LinearisedOperator Composition::linearise(const Tensor& x) const
{
    const LinearisedOperator inner = inner_->linearise(x), outer = outer_->linearise(inner.value);
    return {outer.value, [inner, outer](const Tensor& dx) { return outer.jvp(inner.jvp(dx)); },
            [inner, outer](const Tensor& w) { return inner.vjp(outer.vjp(w)); }};
}

std::optional<Tensor> Composition::gram(const Tensor& x, const Tensor& v) const
{
    const std::optional<Tensor> inner = inner_->gram(x, v);
    if (!inner) {
        return std::nullopt;
    }
    const Tensor seen = inner_->apply(x).to(inner->options());
    const std::int64_t members = linear() ? 1 : x.size(0);
    std::vector<Tensor> grams;
    for (std::int64_t m = 0; m < members; ++m) {
        // a product carries the members of its linearisation point: one a row of the matrix
        const auto rows = [&](const Tensor& matrix) {
            return outer_->linearise(seen[m].expand({matrix.size(0), -1}).contiguous()).jvp(matrix);
        };
        const Tensor half = rows(inner->dim() == 3 ? (*inner)[m] : *inner);
        grams.push_back(rows(half.t().contiguous()));
    }
    return linear() ? grams.front() : at::stack(grams);
}

LinearisedOperator Elementwise::linearise(const Tensor& x) const
{
    const Slope slope = f_(x);
    const auto product = [derivative = slope.derivative](const Tensor& dx) { return dx * derivative; };
    return {slope.value, product, product};
}

}  // namespace core::observe
