#pragma once

#include "core/observe/operator.h"

#include <functional>
#include <memory>

namespace core::observe {

/// outer ∘ inner: what `outer` makes of what `inner` sees.
///     jvp = J_o J_i,  vjp = J_iᵀ J_oᵀ,  gram = J_o (A_i V A_iᵀ) J_oᵀ where the inner one has a closed form
class Composition final : public Operator {
public:
    /// outer acts on [M, inner->size()]
    Composition(std::shared_ptr<const Operator> outer, std::shared_ptr<const Operator> inner);
    [[nodiscard]] std::int64_t size() const override { return outer_->size(); }
    [[nodiscard]] bool linear() const override { return outer_->linear() && inner_->linear(); }
    [[nodiscard]] LinearisedOperator linearise(const Tensor& x) const override;
    [[nodiscard]] std::optional<Tensor> gram(const Tensor& x, const Tensor& v) const override;

private:
    std::shared_ptr<const Operator> outer_, inner_;
};

/// y_i = f(x_i): one function of every element.
class Elementwise final : public Operator {
public:
    /// Value and derivative of f, both of the shape of its argument.
    struct Slope {
        Tensor value, derivative;
    };
    Elementwise(std::int64_t size, std::function<Slope(const Tensor&)> f) : size_(size), f_(std::move(f)) {}
    [[nodiscard]] std::int64_t size() const override { return size_; }
    [[nodiscard]] bool linear() const override { return false; }
    [[nodiscard]] LinearisedOperator linearise(const Tensor& x) const override;

private:
    std::int64_t size_;
    std::function<Slope(const Tensor&)> f_;
};

}  // namespace core::observe
