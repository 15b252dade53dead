#pragma once

#include "core/observe/operator.h"

namespace reference {

using at::Tensor;

/// y = tanh(x Hᵀ) + q x², x² of the first n elements: the fixtures' observations that are not linear.
class Bent final : public core::observe::Operator {
public:
    Bent(Tensor h, double q) : h_(std::move(h)), q_(q) {}
    [[nodiscard]] std::int64_t size() const override { return h_.size(0); }
    [[nodiscard]] bool linear() const override { return false; }
    [[nodiscard]] core::observe::LinearisedOperator linearise(const Tensor& x) const override
    {
        const Tensor h = h_;
        const double q = q_;
        const std::int64_t n = size();
        const Tensor bent = x.matmul(h.t()).tanh();
        const Tensor slope = 1 - bent.square();
        const Tensor head = x.slice(1, 0, n);
        return {bent + q * head.square(),
                [=](const Tensor& v) { return slope * v.matmul(h.t()) + 2 * q * head * v.slice(1, 0, n); },
                [=](const Tensor& w) {
                    Tensor pulled = (slope * w).matmul(h);
                    pulled.slice(1, 0, n).add_(2 * q * head * w);
                    return pulled;
                }};
    }

private:
    Tensor h_;
    double q_;
};

}  // namespace reference
