#include "core/observe/slice.h"

namespace core::observe {

Slice::Slice(std::vector<std::int64_t> index, const denoiser::Covariance* covariance)
    : index_(at::tensor(at::ArrayRef<std::int64_t>(index), at::kLong)), covariance_(covariance)
{
}

LinearisedOperator Slice::linearise(const Tensor& x) const
{
    const Tensor index = index_.to(x.device());
    const std::int64_t dimension = x.size(1);
    const auto pick = [index](const Tensor& dx) { return dx.index_select(1, index); };
    return {pick(x), pick, [index, dimension](const Tensor& w) {
                return at::zeros({w.size(0), dimension}, w.options()).index_copy_(1, index, w);
            }};
}

std::optional<Tensor> Slice::gram(const Tensor& x, const Tensor& v) const
{
    if (covariance_ == nullptr) {
        return std::nullopt;
    }
    const Tensor index = index_.to(x.device());
    const Tensor rows = at::zeros({size(), x.size(1)}, x.options()).scatter_(1, index.unsqueeze(1), 1);
    return covariance_->product(v, rows).index_select(1, index).to(at::kCPU, at::kDouble);
}

std::vector<std::int64_t> pointMajor(const std::vector<std::int64_t>& points,
                                     const std::vector<std::int64_t>& channels, std::int64_t channelCount)
{
    std::vector<std::int64_t> index;
    for (const std::int64_t point : points) {
        for (const std::int64_t channel : channels) {
            index.push_back(point * channelCount + channel);
        }
    }
    return index;
}

}  // namespace core::observe
