#include "core/denoiser/mixture.h"

#include "core/api/error.h"

#include <cmath>

namespace core::denoiser {

namespace {

/// rows [M, K, D] into each part's eigenbasis [K, D, D], and back
Tensor rotated(const Tensor& rows, const Tensor& basis)
{
    return basis.defined() ? at::einsum("mkd,kde->mke", {rows, basis}) : rows;
}

Tensor rotatedBack(const Tensor& rows, const Tensor& basis)
{
    return basis.defined() ? at::einsum("mke,kde->mkd", {rows, basis}) : rows;
}

}  // namespace

/// What each part says at x_t.
struct Mixture::Parts {
    Tensor logJoint;          ///< log w_k N(x; α m_k, C_k), [M, K]
    Tensor responsibilities;  ///< r_k, [M, K]
    Tensor scores;            ///< s_k, [M, K, D]
    Tensor means;             ///< D_k, [M, K, D]
    Tensor gain;              ///< α S_k C_k⁻¹ in the eigenbasis, [K, D]
    [[nodiscard]] Tensor mixed(const Tensor& each) const { return (responsibilities.unsqueeze(2) * each).sum(1); }
};

Mixture::Mixture(const Tensor& weights, Tensor means, const Tensor& covariances) : means_(std::move(means))
{
    const std::int64_t parts = weights.numel();
    const bool isotropic = covariances.dim() == 1;
    const std::int64_t dimension = means_.dim() == 2 ? means_.size(1) : 0;
    if (means_.dim() != 2 || means_.size(0) != parts || covariances.size(0) != parts ||
        (!isotropic && (covariances.dim() != 3 || covariances.size(1) != dimension || covariances.size(2) != dimension))) {
        throw Error(Cause::badInput, "A mixture wants weights [K], means [K, D] and covariances [K, D, D] or variances [K].");
    }
    if ((weights < 0).any().item<bool>() || weights.sum().item<double>() <= 0) {
        throw Error(Cause::badInput, "The weights of a mixture must not be negative, nor all zero.");
    }
    logWeights_ = (weights / weights.sum()).log();
    if (isotropic) {
        eigenvalues_ = covariances.unsqueeze(1).expand({parts, dimension}).contiguous();
    } else {
        const auto [values, vectors] = at::linalg_eigh(covariances.to(at::kDouble));
        eigenvalues_ = values.to(means_.scalar_type());
        basis_ = vectors.to(means_.scalar_type()).contiguous();
    }
    if ((eigenvalues_ < -1e-6 * eigenvalues_.abs().max()).any().item<bool>()) {
        throw Error(Cause::badInput, "A covariance of the mixture has a negative eigenvalue.");
    }
    eigenvalues_ = eigenvalues_.clamp_min(0);
}

Mixture::Mixture(const Mixture& other)
    : logWeights_(other.logWeights_), means_(other.means_), eigenvalues_(other.eigenvalues_), basis_(other.basis_),
      evaluations_(other.evaluations_.load())
{
}

Tensor Mixture::covariances() const
{
    if (!basis_.defined()) {
        return at::diag_embed(eigenvalues_);
    }
    return at::matmul(basis_ * eigenvalues_.unsqueeze(1), basis_.transpose(1, 2));
}

Mixture::Parts Mixture::parts(const Tensor& x_t, const Node& at) const
{
    // keeps 0/0 out of parts without width at the very end of a schedule without σ_min
    const double noise = std::max(at.sigma * at.sigma, 1e-30);
    const Tensor total = eigenvalues_ * (at.alpha * at.alpha) + noise;                                  // [K, D]
    const Tensor away = rotated(x_t.unsqueeze(1) - means_ * at.alpha, basis_);                          // [M, K, D]
    const double constant = 0.5 * static_cast<double>(means_.size(1)) * std::log(2 * M_PI);
    Parts out;
    out.logJoint = logWeights_ - 0.5 * total.log().sum(1) - 0.5 * (away.square() / total).sum(2) - constant;
    out.responsibilities = out.logJoint.softmax(1);
    out.gain = eigenvalues_ * at.alpha / total;
    out.scores = rotatedBack(-away / total, basis_);
    out.means = means_ + rotatedBack(away * out.gain, basis_);
    return out;
}

Tensor Mixture::mean(const Tensor& x_t, const Node& at) const
{
    ++evaluations_;
    const Parts each = parts(x_t, at);
    return each.mixed(each.means);
}

Linearised Mixture::linearise(const Tensor& x_t, const Node& at) const
{
    ++evaluations_;
    const Parts each = parts(x_t, at);
    const Tensor deviation = each.scores - each.mixed(each.scores).unsqueeze(1);
    return {.mean = each.mixed(each.means), .vjp = [each, deviation, basis = basis_](const Tensor& v) {
                const Tensor wide = v.unsqueeze(1).expand_as(each.means);
                const Tensor within = rotatedBack(rotated(wide, basis) * each.gain, basis);
                const Tensor along = (each.means * v.unsqueeze(1)).sum(2, true);
                return each.mixed(within + deviation * along);
            }};
}

Tensor Mixture::score(const Tensor& x_t, const Node& at) const
{
    const Parts each = parts(x_t, at);
    return each.mixed(each.scores);
}

Tensor Mixture::logDensity(const Tensor& x_t, const Node& at) const
{
    return parts(x_t, at).logJoint.logsumexp({1});
}

Mixture Mixture::conditioned(const Tensor& h, const Tensor& y, const Tensor& variance) const
{
    const Tensor prior = covariances();                                                 // [K, D, D]
    const Tensor across = at::matmul(prior, h.t());                                     // [K, D, n]
    const Tensor total = at::matmul(h, across) + variance.diag();                       // [K, n, n]
    const Tensor innovation = (y - means_.matmul(h.t())).unsqueeze(2);                  // [K, n, 1]
    const Tensor factor = at::linalg_cholesky(total);
    const Tensor solved = at::cholesky_solve(innovation, factor);
    const Tensor gain = at::cholesky_solve(across.transpose(1, 2).contiguous(), factor);  // [K, n, D]
    const Tensor evidence = -0.5 * (innovation * solved).sum(at::IntArrayRef{1, 2}) -
                            factor.diagonal(0, 1, 2).log().sum(1);
    return {(logWeights_ + evidence).softmax(0), means_ + at::matmul(across, solved).squeeze(2),
            prior - at::matmul(across, gain)};
}

}  // namespace core::denoiser
