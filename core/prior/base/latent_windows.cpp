#include "core/prior/latent_windows.h"

#include "core/network/derivative.h"
#include "core/network/flops.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace core::prior {

namespace {

constexpr double forwardBudget = 1e9;     // bytes that rows evaluated at once may take
constexpr double derivativeBudget = 4e9;  // bytes of graphs that stay in memory between products

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

LatentWindows::LatentWindows(network::AppaDenoiser model, const denoiser::Windows& windows, Tensor dates)
    : model_(std::move(model)),
      windows_(windows),
      dates_(std::move(dates)),
      bytes_(model_.config),
      flops_(flopsOfWindow(model_.config))
{
}

Tensor LatentWindows::datesOf(const denoiser::WindowRows& rows) const
{
    std::vector<Tensor> parts;
    for (const std::int64_t w : rows.windows) {
        parts.push_back(
            dates_.narrow(0, windows_.first(w), windows_.window()).expand({rows.members, -1, -1}));
    }
    return at::cat(parts);
}

Tensor LatentWindows::denoised(const Tensor& x_t, const denoiser::Node& at, const Tensor& dates) const
{
    const Tensor sigma = at::full({1}, at.u(), x_t.options());
    return model_.denoised(at.alpha == 1 ? x_t : x_t / at.alpha, sigma, dates);
}

Tensor LatentWindows::mean(const Tensor& x_t, const denoiser::Node& at,
                           const denoiser::WindowRows& rows) const
{
    const c10::NoGradGuard noGraph;
    evaluations_ += static_cast<std::uint64_t>(x_t.size(0));
    const auto some = std::max<std::int64_t>(1, static_cast<std::int64_t>(forwardBudget / bytes_.forward));
    const Tensor dates = datesOf(rows);
    std::vector<Tensor> parts;
    for (std::int64_t first = 0; first < x_t.size(0); first += some) {
        parts.push_back(denoised(x_t.slice(0, first, first + some).contiguous(), at,
                                 dates.slice(0, first, first + some)));
    }
    return parts.size() == 1 ? parts.front() : at::cat(parts);
}

denoiser::Linearised LatentWindows::linearise(const Tensor& x_t, const denoiser::Node& at,
                                              const denoiser::WindowRows& rows) const
{
    evaluations_ += static_cast<std::uint64_t>(x_t.size(0));
    const bool keeps = bytes_.kept(x_t.size(0));
    const auto some = std::max<std::int64_t>(1, static_cast<std::int64_t>(forwardBudget / bytes_.derivative));
    const Tensor dates = datesOf(rows);
    using Made = std::function<network::Derivative()>;
    std::vector<Made> made;
    std::vector<Tensor> means;
    for (std::int64_t first = 0; first < x_t.size(0); first += some) {
        const Made make = [this, at, x = x_t.slice(0, first, first + some).contiguous(),
                           dates = dates.slice(0, first, first + some)] {
            return network::differentiate([=, this](const Tensor& z) { return denoised(z, at, dates); }, x);
        };
        network::Derivative derivative = make();
        means.push_back(derivative.value);
        made.push_back(keeps ? Made([derivative] { return derivative; }) : make);
    }
    auto vjp = [made, some](const Tensor& v) {
        std::vector<Tensor> parts;
        for (std::size_t i = 0; i < made.size(); ++i) {
            const auto first = static_cast<std::int64_t>(i) * some;
            parts.push_back(made[i]().vjp(v.slice(0, first, first + some).contiguous()));
        }
        return at::cat(parts);
    };
    return {.mean = at::cat(means), .vjp = vjp};
}

}  // namespace core::prior
