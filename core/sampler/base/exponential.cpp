#include "core/sampler/base/exponential.h"

#include <algorithm>

namespace core::sampler {
namespace {

using at::Tensor;

/// ∫₀¹ of the Lagrange basis on the nodes v = 0, −a (and −b): weights of the present and of the past values,
/// newest first.
std::vector<Tensor> unitWeights(const std::vector<Tensor>& distances)
{
    if (distances.empty()) {
        return {};
    }
    const Tensor& a = distances[0];
    if (distances.size() == 1) {
        const Tensor past = a.reciprocal().mul_(-0.5);
        return {1 - past, past};
    }
    const Tensor& b = distances[1];
    const Tensor gap = b - a;
    const Tensor middle = (b * 0.5).add_(1.0 / 3).div_(a).div_(gap).neg_();
    const Tensor oldest = (a * 0.5).add_(1.0 / 3).div_(b).div_(gap);
    return {(1 - middle).sub_(oldest), middle, oldest};
}

/// The weight w ≥ 1 − u_s/u_t of a held c, bounded by 1; up to third order in the step it is w itself.
/// With λ ≫ u² it is w = ln(u_t/u_s), and a posterior eigenvalue ≪ u² would turn x − D into (1 − w)(x − D).
Tensor bounded(const Tensor& weight, double shrinking)
{
    const double direct = 1 - shrinking;
    return (weight - direct).div_(shrinking).tanh_().mul_(shrinking).add_(direct);
}

/// How much the interpolation of c counts, 1…0, where its weight had to be bounded to this share.
Tensor trust(const Tensor& share)
{
    constexpr double none = 0.6, whole = 0.8;
    return (share - none).div_(whole - none).clamp_(0, 1);
}

}  // namespace

Exponential::Exponential(const Tensor& eigenvalues) : lambda_(eigenvalues), dtype_(eigenvalues.scalar_type())
{
    const auto [distinct, place, counts] = at::_unique2(eigenvalues, true, true);
    if (2 * distinct.numel() <= eigenvalues.numel()) {
        lambda_ = distinct;
        place_ = place;
    }
    lambda_ = lambda_.to(at::kDouble);
    root_ = lambda_.sqrt().clamp_min_(1e-30);
}

Tensor Exponential::each(const Tensor& values) const
{
    const Tensor narrow = values.to(dtype_);
    return place_.defined() ? narrow.index_select(0, place_) : narrow;
}

Tensor Exponential::q(double u)
{
    const auto found = std::ranges::find(known_, u, &Known::u);
    if (found != known_.end()) {
        return found->q;
    }
    // asinh(z) = log1p(z + z²/(1+√(1+z²))) keeps all digits for small z, where q → −1/u
    const Tensor z = root_ / u;
    const Tensor square = z * z;
    const Tensor value = (square + 1).sqrt_().add_(1).reciprocal_().mul_(square).add_(z).log1p_().div_(root_).neg_();
    if (known_.size() == 4) {
        known_.erase(known_.begin());
    }
    known_.push_back({u, value});
    return value;
}

ExponentialStep Exponential::step(std::span<const double> nodes, double u_s)
{
    const double u_t = nodes.back();
    const Tensor last = q(u_t);
    const Tensor stride = q(u_s) - last;
    std::vector<Tensor> distances;  // of the past nodes behind u_t in units of the stride, nearest first
    for (std::size_t back = 1; back < nodes.size(); ++back) {
        distances.push_back((last - q(nodes[nodes.size() - 1 - back])).div_(stride));
    }
    const Tensor h_s = (lambda_ + u_s * u_s).sqrt_();
    const Tensor whole = h_s.mul(stride).neg_();
    ExponentialStep step{.kept = each(h_s / (lambda_ + u_t * u_t).sqrt_()), .weights = {}};
    const Tensor most = bounded(whole, u_s / u_t), trusted = trust(most / whole);
    std::vector<Tensor> weights = distances.empty() ? std::vector<Tensor>{at::ones_like(whole)} : unitWeights(distances);
    weights.front() = weights.front() * whole * trusted + most * (1 - trusted);
    for (std::size_t past = 1; past < weights.size(); ++past) {
        weights[past] = weights[past] * whole * trusted;
    }
    for (auto weight = weights.rbegin(); weight != weights.rend(); ++weight) {
        step.weights.push_back(each(*weight));
    }
    return step;
}

Tensor Exponential::gain(double u) const
{
    return each(lambda_ / (lambda_ + std::max(u * u, 1e-30)));
}

}  // namespace core::sampler
