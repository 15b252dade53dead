#pragma once

#include "core/denoiser/denoiser.h"
#include "core/observe/operator.h"

#include <vector>

namespace core::observe {

/// Elements of the latent themselves, as when a forecast is conditioned on states that are known.
///     y_i = x[index_i]
class Slice final : public Operator {
public:
    /// index      elements of a state [M, D], in the order in which they are seen; each at most once
    /// covariance the prior's, for the closed form of A V Aᵀ; null: products only. Must outlive this.
    explicit Slice(std::vector<std::int64_t> index, const denoiser::Covariance* covariance = nullptr);
    [[nodiscard]] std::int64_t size() const override { return index_.size(0); }
    [[nodiscard]] bool linear() const override { return true; }
    [[nodiscard]] LinearisedOperator linearise(const Tensor& x) const override;
    [[nodiscard]] std::optional<Tensor> gram(const Tensor& x, const Tensor& v) const override;

private:
    Tensor index_;  // [n]
    const denoiser::Covariance* covariance_;
};

/// Indices of chosen points and channels of a state flattened [point, channel], channel fastest, as Appa observes:
/// values are ordered by point, then channel.
[[nodiscard]] std::vector<std::int64_t> pointMajor(const std::vector<std::int64_t>& points,
                                                   const std::vector<std::int64_t>& channels,
                                                   std::int64_t channelCount);

}  // namespace core::observe
