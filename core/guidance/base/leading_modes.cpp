#include "core/guidance/base/leading_modes.h"

#include <algorithm>

namespace core::guidance {
namespace {

constexpr std::int64_t mostModes = 256, atOnce = 16;
constexpr std::int64_t probes = 8;  // random signs that estimate what single directions add

Tensor signsLike(std::int64_t rows, const Tensor& like, std::uint64_t seed)
{
    auto generator = at::detail::createCPUGenerator(seed);
    return at::randint(0, 2, {rows, like.size(0)}, generator, at::kDouble).mul_(2).sub_(1).to(like.options());
}

/// Products of many rows: together where the operator is linear, else as a derivative at one member takes them.
Tensor products(const std::function<Tensor(const Tensor&)>& product, const Tensor& rows, std::int64_t together)
{
    std::vector<Tensor> out;
    for (const Tensor& some : rows.split(together)) {
        out.push_back(product(some));
    }
    return at::cat(out);
}

}  // namespace

LeadingModes::LeadingModes(const denoiser::Covariance& covariance, const observe::Operator& op, const Tensor& x, const Tensor& noise)
    : noise_(noise.to(at::kDouble))
{
    const Tensor& lambda = covariance.eigenvalues();
    const observe::LinearisedOperator seen = op.linearise(x);
    const std::int64_t together = op.linear() ? atOnce : 1, count = std::min(mostModes, lambda.size(0));
    leading_ = std::get<1>(lambda.topk(count));
    std::vector<Tensor> columns;
    for (const Tensor& some : leading_.split(atOnce)) {
        const Tensor unit = at::zeros({some.size(0), lambda.size(0)}, lambda.options()).scatter_(1, some.unsqueeze(1), 1);
        columns.push_back(products(seen.jvp, covariance.fromEigen(unit), together));
    }
    columns_ = at::cat(columns);
    const Tensor root = noise_.rsqrt().to(seen.value.options());
    const Tensor pulled = products(seen.vjp, signsLike(probes, root, 1) * root, together);
    energy_ = covariance.toEigen(pulled).square().mean(0).index_fill(0, leading_, 0);
    prepare();
}

LeadingModes::LeadingModes(const std::vector<Tensor>& memory)
    : columns_(memory.at(0)), energy_(memory.at(1)), noise_(memory.at(2)), leading_(memory.at(3))
{
    prepare();
}

void LeadingModes::prepare()
{
    const Tensor wide = columns_.to(at::kDouble);
    within_ = at::mm(wide / noise_, wide.t());
}

std::function<Tensor(const Tensor&)> LeadingModes::inverse(const Tensor& v, double strength) const
{
    const auto observations = static_cast<double>(noise_.size(0));
    const double rest = strength * (energy_ * v).sum(at::kDouble).item<double>() / observations;
    const double share = strength / (1 + rest);  // (1 + s) R is noise/share
    const Tensor leading = v.index_select(0, leading_).to(at::kDouble).clamp_min_(1e-300);
    Tensor inner = within_ * share;
    inner.diagonal().add_(leading.reciprocal());
    const Tensor factor = at::linalg_cholesky(inner);
    // P⁻¹ r = share/noise (r − Uᵀ inner⁻¹ U (share/noise) r)
    return [this, factor, gain = share / noise_](const Tensor& r) {
        const Tensor scaled = r * gain;
        const Tensor inside = at::mm(scaled.to(columns_.scalar_type()), columns_.t()).to(at::kDouble);
        const Tensor solved = at::cholesky_solve(inside.t(), factor).t();
        return scaled - at::mm(solved.to(columns_.scalar_type()), columns_).to(at::kDouble) * gain;
    };
}

}  // namespace core::guidance
