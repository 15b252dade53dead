#pragma once

#include "core/observe/operator.h"

#include <functional>
#include <vector>

namespace core::prior {

using at::Tensor;

/// How one latent state becomes fields.
struct LatentDecoder {
    std::function<Tensor(const Tensor&)> decode;  ///< z [B, places, c] → [B, points, C]
    std::int64_t places = 0;                      ///< of one latent state
    Tensor mean, scale;                           ///< what the latent was standardised by, [c]
};

/// Elements of one decoded state that are seen, as indices into [points, C] flattened.
struct SeenState {
    std::int64_t state = 0;  ///< number in the window
    std::vector<std::int64_t> index;
};

/// What instruments see of a window of latent states through a decoder network:
///     y = (decode(z_k · scale + mean))[index_k], states k in order
/// x [M, K · places · c]. Only states with something seen are decoded; a state that is seen twice is decoded once.
/// source  Appa, arXiv:2504.18720, section 3
class LatentOperator final : public observe::Operator {
public:
    LatentOperator(LatentDecoder decoder, std::vector<SeenState> seen);
    [[nodiscard]] std::int64_t size() const override { return size_; }
    [[nodiscard]] bool linear() const override { return false; }
    [[nodiscard]] Tensor apply(const Tensor& x) const override;
    [[nodiscard]] observe::LinearisedOperator linearise(const Tensor& x) const override;

private:
    [[nodiscard]] Tensor observed(const Tensor& x) const;

    LatentDecoder decoder_;
    Tensor states_;              // that are decoded, [F]
    std::vector<Tensor> index_;  // into each of these
    std::vector<std::int64_t> row_;
    std::int64_t size_ = 0;
};

}  // namespace core::prior
