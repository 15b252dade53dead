#include "core/prior/latent_operator.h"

#include "core/network/derivative.h"

#include <algorithm>

namespace core::prior {
namespace {

Tensor indexTensor(const std::vector<std::int64_t>& index)
{
    const c10::InferenceMode plain(false);  // enters derivatives
    return at::tensor(at::ArrayRef<std::int64_t>(index), at::kLong);
}

}  // namespace

LatentOperator::LatentOperator(LatentDecoder decoder, std::vector<SeenState> seen) : decoder_(std::move(decoder))
{
    std::vector<std::int64_t> states;
    for (const SeenState& one : seen) {
        if (one.index.empty()) {
            continue;
        }
        auto known = std::find(states.begin(), states.end(), one.state);
        row_.push_back(known - states.begin());
        if (known == states.end()) {
            states.push_back(one.state);
        }
        index_.push_back(indexTensor(one.index));
        size_ += static_cast<std::int64_t>(one.index.size());
    }
    states_ = indexTensor(states);
}

Tensor LatentOperator::observed(const Tensor& x) const
{
    const std::int64_t channels = decoder_.mean.size(0), members = x.size(0);
    const Tensor latent =
        x.view({members, -1, decoder_.places, channels}).index_select(1, states_.to(x.device()));
    const Tensor physical = latent * decoder_.scale.to(x.options()) + decoder_.mean.to(x.options());
    const Tensor fields = decoder_.decode(physical.flatten(0, 1)).reshape({members, states_.size(0), -1});
    std::vector<Tensor> parts;
    for (std::size_t i = 0; i < index_.size(); ++i) {
        parts.push_back(fields.select(1, row_[i]).index_select(1, index_[i].to(x.device())));
    }
    return at::cat(parts, 1);
}

Tensor LatentOperator::apply(const Tensor& x) const
{
    return observed(x);
}

observe::LinearisedOperator LatentOperator::linearise(const Tensor& x) const
{
    const auto result = network::differentiate([this](const Tensor& at) { return observed(at); }, x);
    return {result.value, result.jvp, result.vjp};
}

}  // namespace core::prior
