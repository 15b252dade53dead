#pragma once

#include "core/denoiser/denoiser.h"

namespace reference {

using at::Tensor;

/// Exact denoiser of Σ_k w_k N(m_k, v_k I).
class Mixture final : public core::denoiser::Denoiser {
public:
    Mixture(Tensor weights, Tensor means, Tensor variances)
        : logWeights_(weights.log()), means_(std::move(means)), variances_(std::move(variances))
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const core::denoiser::Node& node) const override
    {
        const Tensor total = variances_ * (node.alpha * node.alpha) + node.sigma * node.sigma;  // [k]
        const Tensor away = x_t.unsqueeze(1) - means_ * node.alpha;                             // [M, k, D]
        const double dimension = static_cast<double>(x_t.size(1));
        const Tensor logs = logWeights_ - total.log() * (dimension / 2) - away.square().sum(2) / (2 * total);
        const Tensor each = means_ + away * (variances_ * node.alpha / total).unsqueeze(1);
        return (logs.softmax(1).unsqueeze(2) * each).sum(1);
    }
    [[nodiscard]] core::denoiser::Linearised linearise(const Tensor&, const core::denoiser::Node&) const override
    {
        throw std::logic_error("only sampled");
    }

private:
    Tensor logWeights_, means_, variances_;
};

}  // namespace reference
