#include "core/world/linear.h"

#include "core/api/error.h"

namespace core::world {

Tensor factorOf(const Tensor& covariance)
{
    const auto [factor, failed] = at::linalg_cholesky_ex(covariance);
    if (failed.item<int>() == 0) {
        return factor;
    }
    const auto [values, vectors] = at::linalg_eigh(covariance);
    if (values.min().item<double>() < -1e-10 * values.abs().max().item<double>()) {
        throw Error(Cause::badInput, "A covariance of the chain has a negative eigenvalue.");
    }
    const Tensor root = vectors * values.clamp_min(0).sqrt();
    // root·rootᵀ = (QR)ᵀ(QR) = Rᵀ R; signs do not matter
    return std::get<1>(at::linalg_qr(root.t())).t().contiguous();
}

LinearChain::LinearChain(LinearModel model) : model_(std::move(model))
{
    const std::int64_t d = model_.firstMean.numel();
    for (const Tensor& square : {model_.firstCovariance, model_.transition, model_.noiseCovariance}) {
        if (square.dim() != 2 || square.size(0) != d || square.size(1) != d || model_.offset.numel() != d) {
            throw Error(Cause::badInput, "A linear chain of " + std::to_string(d) +
                                             " numbers wants square matrices of that size.");
        }
    }
    firstFactor_ = factorOf(model_.firstCovariance);
    noiseFactor_ = factorOf(model_.noiseCovariance);
}

Tensor LinearChain::start(std::int64_t n, Draws& draws) const
{
    return model_.firstMean + draws.normal({n, size()}).matmul(firstFactor_.t());
}

Tensor LinearChain::mean(const Tensor& x) const
{
    return x.matmul(model_.transition.t()) + model_.offset;
}

Tensor LinearChain::jointMean(std::int64_t length) const
{
    std::vector<Tensor> means = {model_.firstMean};
    while (static_cast<std::int64_t>(means.size()) < length) {
        means.push_back(mean(means.back()));
    }
    return at::cat(means);
}

Tensor LinearChain::jointCovariance(std::int64_t length) const
{
    const std::int64_t d = size();
    Tensor joint = at::zeros({length * d, length * d}, at::kDouble);
    Tensor own = model_.firstCovariance;
    for (std::int64_t j = 0; j < length; ++j) {
        Tensor block = own;
        for (std::int64_t i = j; i < length; ++i) {
            joint.narrow(0, i * d, d).narrow(1, j * d, d).copy_(block);
            joint.narrow(0, j * d, d).narrow(1, i * d, d).copy_(block.t());
            block = model_.transition.matmul(block);
        }
        own = model_.transition.matmul(own).matmul(model_.transition.t()) + model_.noiseCovariance;
    }
    return joint;
}

LinearChain dampedSpring(double step)
{
    const auto options = at::TensorOptions().dtype(at::kDouble);
    Tensor transition = at::zeros({4, 4}, options);
    const std::vector<std::vector<double>> rows = {
        {1, step, step * step / 2, 0}, {0, 1, step, 0}, {-0.5, -0.1, 0, 0.2}, {0, 0, 0, 0.99}};
    for (std::int64_t i = 0; i < 4; ++i) {
        transition[i] = at::tensor(rows[static_cast<std::size_t>(i)], options);
    }
    return LinearChain({.firstMean = at::tensor({1.0, 0.0, 0.0, 0.0}, options),
                        .firstCovariance = at::eye(4, options),
                        .transition = transition,
                        .offset = at::zeros({4}, options),
                        .noiseCovariance = at::tensor({0.1, 0.1, 0.1, 1.0}, options).mul(step).diag()});
}

}  // namespace core::world
