#include "core/prior/latent_windows.h"

#include "core/network/derivative.h"
#include "core/network/flops.h"
#include "core/network/preconditioning.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace core::prior {

namespace {

constexpr double forwardBudget = 1e9;     // bytes that rows evaluated at once may take
constexpr double derivativeBudget = 4e9;  // bytes of graphs that stay in memory between products

/// The largest element of each row of a product as the network's output gets it, v · σ/√(σ² + 1): [B, 1].
/// float16 ends at 65,504 and is coarse below 10⁻⁴, and a departure over its variance goes far beyond both; products are
/// linear, so they are taken of rows whose largest element there is 1.
Tensor largestSeed(const Tensor& v, double sigma)
{
    const Tensor most = v.abs().amax(1, true);
    return at::where(most > 0, most * (sigma / std::sqrt(sigma * sigma + 1)), at::ones_like(most));
}

}  // namespace

WindowBytes::WindowBytes(const network::VitConfig& config)
{
    const double layer = sizeof(float) * static_cast<double>(network::tokensOf(config) * config.hidden);
    const auto wide = static_cast<double>(config.ffnFactor);
    constexpr double plain = 16;  // tensors of a block as wide as the tokens
    forward = layer * (plain / 2 + 2 * wide);
    derivative = layer * (plain + 2 * wide) * static_cast<double>(config.blocks);
}

bool WindowBytes::kept(std::int64_t rows) const
{
    return derivative * static_cast<double>(rows) <= derivativeBudget;
}

denoiser::Flops flopsOfWindow(const network::VitConfig& config)
{
    const double mean = network::flops(config);
    return {mean, (WindowBytes(config).kept(1) ? 2 : 3) * mean};
}

LatentWindows::LatentWindows(network::AppaDenoiser model, const denoiser::Windows& windows, const Tensor& dates)
    : model_(std::move(model)),
      bytes_(model_.config),
      flops_(flopsOfWindow(model_.config)),
      recorded_([this](const std::vector<Tensor>& of) { return model_.denoised(of[0], of[1], {of[2], of[3]}); })
{
    std::vector<Tensor> each;
    for (std::int64_t w = 0; w < windows.count(); ++w) {
        each.push_back(dates.narrow(0, windows.first(w), windows.window()));
    }
    calendars_ = model_.network->calendar(at::stack(each));
}

Tensor LatentWindows::calendarOf(const denoiser::WindowRows& rows) const
{
    std::vector<Tensor> parts;
    for (const std::int64_t w : rows.windows) {
        parts.push_back(calendars_[w].expand({rows.members, -1}));
    }
    return at::cat(parts);
}

Tensor LatentWindows::levelsAt(double u, const Tensor& sigma) const
{
    const std::lock_guard lock(mutex_);
    if (!levels_.defined() || u != levelsAt_) {
        const c10::NoGradGuard constant;
        levels_ = model_.network->levels(network::appaLevel(sigma));
        levelsAt_ = u;
    }
    return levels_;
}

Tensor LatentWindows::mean(const Tensor& x_t, const denoiser::Node& at,
                           const denoiser::WindowRows& rows) const
{
    const c10::NoGradGuard noGraph;
    const network::NetworkScope here;
    evaluations_ += static_cast<std::uint64_t>(x_t.size(0));
    const auto some = std::max<std::int64_t>(1, static_cast<std::int64_t>(forwardBudget / bytes_.forward));
    const Tensor x = at.alpha == 1 ? x_t : x_t / at.alpha, calendar = calendarOf(rows);
    const Tensor sigma = at::full({1}, at.u(), x_t.options()), levels = levelsAt(at.u(), sigma);
    std::vector<Tensor> parts;
    for (std::int64_t first = 0; first < x.size(0); first += some) {
        parts.push_back(recorded_({x.slice(0, first, first + some).contiguous(), sigma, levels,
                                   calendar.slice(0, first, first + some)}));
    }
    return parts.size() == 1 ? parts.front() : at::cat(parts);
}

denoiser::Linearised LatentWindows::linearise(const Tensor& x_t, const denoiser::Node& at,
                                              const denoiser::WindowRows& rows) const
{
    const network::NetworkScope here;
    evaluations_ += static_cast<std::uint64_t>(x_t.size(0));
    const bool keeps = bytes_.kept(x_t.size(0));
    const auto some = std::max<std::int64_t>(1, static_cast<std::int64_t>(forwardBudget / bytes_.derivative));
    const Tensor calendar = calendarOf(rows), sigma = at::full({1}, at.u(), x_t.options());
    const Tensor levels = levelsAt(at.u(), sigma);
    using Made = std::function<network::Derivative()>;
    std::vector<Made> made;
    std::vector<Tensor> means;
    for (std::int64_t first = 0; first < x_t.size(0); first += some) {
        const network::Vit::Conditions under{levels, calendar.slice(0, first, first + some)};
        const Made make = [this, alpha = at.alpha, sigma, under, x = x_t.slice(0, first, first + some).contiguous()] {
            return network::differentiate(
                [=, this](const Tensor& z) { return model_.denoised(alpha == 1 ? z : z / alpha, sigma, under); }, x);
        };
        network::Derivative derivative = make();
        means.push_back(derivative.value);
        made.push_back(keeps ? Made([derivative] { return derivative; }) : make);
    }
    auto vjp = [made, some, half = model_.network->type() == at::kHalf, u = at.u()](const Tensor& v) {
        const Tensor scale = half ? largestSeed(v, u) : Tensor(), seed = half ? v / scale : v;
        std::vector<Tensor> parts;
        for (std::size_t i = 0; i < made.size(); ++i) {
            const auto first = static_cast<std::int64_t>(i) * some;
            parts.push_back(made[i]().vjp(seed.slice(0, first, first + some).contiguous()));
        }
        const Tensor pulled = at::cat(parts);
        return half ? pulled * scale : pulled;
    };
    return {.mean = at::cat(means), .vjp = vjp};
}

}  // namespace core::prior
