#include "core/train/base/losses.h"

#include "core/earth/loss_weights.h"
#include "core/network/preconditioning.h"

namespace core::train {
namespace {

/// mean over all dimensions but the first, [B]
Tensor eachMean(const Tensor& x)
{
    return x.flatten(1).mean(1);
}

}  // namespace

Levels levelsAt(const schedule::Schedule& schedule, const Tensor& t, const Tensor& like)
{
    const Tensor times = t.detach().to(at::kCPU, at::kDouble).contiguous();
    Tensor alpha = at::empty_like(times), sigma = at::empty_like(times);
    for (std::int64_t i = 0; i < times.numel(); ++i) {
        const schedule::Node node = schedule.at(times.data_ptr<double>()[i]);
        alpha.data_ptr<double>()[i] = node.alpha;
        sigma.data_ptr<double>()[i] = node.sigma;
    }
    std::vector<std::int64_t> shape(static_cast<std::size_t>(like.dim()), 1);
    shape.front() = times.numel();
    return {alpha.view(shape).to(like.options()), sigma.view(shape).to(like.options())};
}

Tensor noised(const Tensor& x, const Levels& at, const Tensor& z)
{
    return at.alpha * x + at.sigma * z;
}

Tensor noiseLoss(const std::function<Tensor(const Tensor&)>& epsilon, const Tensor& x, const Levels& at,
                 const Tensor& z)
{
    return (epsilon(noised(x, at, z)) - z).square().mean();
}

Tensor denoisingLoss(const std::function<Tensor(const Tensor&)>& denoiser, const Tensor& x, const Levels& at,
                     const Tensor& z, const DenoisingWeight& weight)
{
    const Tensor lambda = network::denoisingWeight(at.alpha, at.sigma + weight.penalty, weight.most);
    return (lambda.flatten() * eachMean((denoiser(noised(x, at, z)) - x).square())).mean();
}

Tensor reconstructionWeights(int rows, int columns, std::span<const double> channels)
{
    const auto latitudes = earth::latitudeLossWeights(rows, columns);
    const Tensor places =
        at::tensor(at::ArrayRef<double>(latitudes), at::kDouble).repeat_interleave(columns).unsqueeze(1);
    if (channels.empty()) {
        return places;
    }
    return places * at::tensor(at::ArrayRef<double>(channels.data(), channels.size()), at::kDouble);
}

Tensor reconstructionLoss(const Tensor& p, const Tensor& q, const Tensor& weights, Departure departure)
{
    const Tensor away = q - p;
    return (weights.to(p.options()) * (departure == Departure::squared ? away.square() : away.abs())).mean();
}

}  // namespace core::train
