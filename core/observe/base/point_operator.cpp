#include "core/observe/decoder.h"

namespace core::observe {
namespace {

constexpr std::size_t pairsAtOnce = 1'000'000;

Tensor indices(const std::vector<std::int64_t>& list)
{
    return at::tensor(at::ArrayRef<std::int64_t>(list), at::kLong);
}

}  // namespace

Tensor PointOperator::sumVariance(const Sums& sums, const Tensor& v) const
{
    Tensor out = at::zeros({sums.count}, at::kDouble);
    std::vector<std::int64_t> left, right;
    const auto add = [&] {
        const Tensor i = indices(left), j = indices(right);
        const Tensor twice = 2 - i.eq(j).to(at::kDouble);  // (i, j) stands for (j, i) too
        const Tensor each = pairs(i, j, v) * sums.weight.index_select(0, i) * sums.weight.index_select(0, j) * twice;
        out.index_add_(0, sums.row.index_select(0, i), each);
        left.clear();
        right.clear();
    };
    const auto* row = sums.row.const_data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < size(); ++i) {
        for (std::int64_t j = i; j < size() && row[j] == row[i]; ++j) {
            left.push_back(i);
            right.push_back(j);
        }
        if (left.size() > pairsAtOnce) {
            add();
        }
    }
    add();
    return out;
}

}  // namespace core::observe
