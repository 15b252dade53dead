#pragma once

#include "core/observe/observe.h"

namespace core::observe {

/// Elements [first, first + size) of the latent itself, seen as they are: y = x[first : first + size].
class Slice final : public Operator {
public:
    Slice(std::int64_t first, std::int64_t size) : first_(first), size_(size) {}
    [[nodiscard]] std::int64_t size() const override { return size_; }
    [[nodiscard]] bool linear() const override { return true; }
    [[nodiscard]] LinearisedOperator linearise(const Tensor& x) const override
    {
        const auto see = [first = first_, size = size_](const Tensor& dx) { return dx.narrow(1, first, size).contiguous(); };
        const std::int64_t after = x.size(1) - first_ - size_;
        return {see(x), see, [first = first_, after](const Tensor& w) { return at::constant_pad_nd(w, {first, after}); }};
    }

private:
    std::int64_t first_, size_;
};

}  // namespace core::observe
