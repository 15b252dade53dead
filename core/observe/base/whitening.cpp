#include "core/observe/whitening.h"

#include "core/api/error.h"
#include "core/observe/composition.h"

#include <map>

namespace core::observe {
namespace {

/// S L⁻¹ S⁻¹ of one block, float64
Tensor whitener(const Tensor& sigma, const Tensor& correlation)
{
    const auto [factor, failed] = at::linalg_cholesky_ex(correlation);
    if (failed.item<int>() != 0) {
        throw Error(Cause::badInput,
                    "The correlation of " + std::to_string(sigma.numel()) +
                        " observation errors is not positive definite.",
                    "Give a shorter correlation length.");
    }
    const Tensor inverse = at::linalg_solve_triangular(factor, at::eye(sigma.numel(), at::kDouble), false);
    return sigma.unsqueeze(1) * inverse / sigma;
}

}  // namespace

Whitening::Whitening(const Tensor& variance, const std::vector<ErrorBlock>& blocks) : size_(variance.numel())
{
    const Tensor sigma = variance.to(at::kCPU, at::kDouble).sqrt();
    std::map<std::size_t, std::pair<std::vector<std::int64_t>, std::vector<Tensor>>> bySize;
    for (const ErrorBlock& block : blocks) {
        auto& [rows, matrices] = bySize[block.rows.size()];
        rows.insert(rows.end(), block.rows.begin(), block.rows.end());
        const Tensor mine = at::tensor(at::ArrayRef<std::int64_t>(block.rows), at::kLong);
        matrices.push_back(whitener(sigma.index_select(0, mine), block.correlation));
    }
    for (const auto& [size, lists] : bySize) {
        const Tensor wide = at::stack(lists.second);
        groups_.push_back(
            {at::tensor(at::ArrayRef<std::int64_t>(lists.first), at::kLong).to(variance.device()),
             wide.to(variance.options()), wide});
    }
}

Tensor Whitening::product(const Tensor& y, Side side) const
{
    Tensor out = y.clone();
    for (const Group& group : groups_) {
        const bool wide = y.scalar_type() == at::kDouble && y.device().is_cpu();
        const Tensor& matrix = wide ? group.wide : group.narrow;
        const Tensor rows = group.rows.to(y.device());
        const std::int64_t m = matrix.size(1);
        const Tensor mine = y.index_select(1, rows).view({y.size(0), -1, m}).permute({1, 2, 0});
        const Tensor made = at::matmul(side == Side::adjoint ? matrix.transpose(1, 2) : matrix, mine);
        out.index_copy_(1, rows, made.permute({2, 0, 1}).reshape({y.size(0), -1}));
    }
    return out;
}

LinearisedOperator Whitening::linearise(const Tensor& y) const
{
    return {product(y, Side::forward), [this](const Tensor& dy) { return product(dy, Side::forward); },
            [this](const Tensor& w) { return product(w, Side::adjoint); }};
}

Observed whitened(Observed observed, const std::vector<ErrorBlock>& blocks)
{
    if (blocks.empty()) {
        return observed;
    }
    observed.whitening = std::make_shared<Whitening>(observed.variance, blocks);
    observed.op = std::make_shared<Composition>(observed.whitening, observed.op);
    observed.y = observed.whitening->apply(observed.y.unsqueeze(0))[0];
    return observed;
}

}  // namespace core::observe
