#include "core/prior/latent_windows.h"

#include "core/network/derivative.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace core::prior {

namespace {

constexpr double forwardBudget = 1e9;     // bytes that rows evaluated at once may take
constexpr double derivativeBudget = 4e9;  // bytes of graphs that stay in memory between products

}  // namespace

LatentWindows::LatentWindows(network::AppaDenoiser model, const denoiser::Windows& windows, Tensor dates)
    : model_(std::move(model)), windows_(windows), dates_(std::move(dates))
{
    const auto& config = model_.config;
    const auto tokens = static_cast<double>(config.states * config.shape[0] * config.shape[1]) /
                        static_cast<double>(config.patch[0] * config.patch[1] * config.patch[2]);
    const double layer = sizeof(float) * tokens * static_cast<double>(config.hidden);
    const auto wide = static_cast<double>(config.ffnFactor);
    constexpr double plain = 16;  // tensors of a block as wide as the tokens
    forwardBytes_ = layer * (8 + 2 * wide);
    derivativeBytes_ = layer * (plain + 2 * wide) * static_cast<double>(config.blocks);
}

Tensor LatentWindows::datesOf(const denoiser::WindowRows& rows) const
{
    std::vector<Tensor> parts;
    for (const std::int64_t w : rows.windows) {
        parts.push_back(dates_.narrow(0, windows_.first(w), windows_.window()).expand({rows.members, -1, -1}));
    }
    return at::cat(parts);
}

Tensor LatentWindows::denoised(const Tensor& x_t, const denoiser::Node& at, const Tensor& dates) const
{
    const Tensor sigma = at::full({1}, at.u(), x_t.options());
    return model_.denoised(at.alpha == 1 ? x_t : x_t / at.alpha, sigma, dates);
}

Tensor LatentWindows::mean(const Tensor& x_t, const denoiser::Node& at, const denoiser::WindowRows& rows) const
{
    const c10::NoGradGuard noGraph;
    evaluations_ += static_cast<std::uint64_t>(x_t.size(0));
    const auto some = std::max<std::int64_t>(1, static_cast<std::int64_t>(forwardBudget / forwardBytes_));
    const Tensor dates = datesOf(rows);
    std::vector<Tensor> parts;
    for (std::int64_t first = 0; first < x_t.size(0); first += some) {
        parts.push_back(denoised(x_t.slice(0, first, first + some).contiguous(), at, dates.slice(0, first, first + some)));
    }
    return parts.size() == 1 ? parts.front() : at::cat(parts);
}

denoiser::Linearised LatentWindows::linearise(const Tensor& x_t, const denoiser::Node& at,
                                              const denoiser::WindowRows& rows) const
{
    evaluations_ += static_cast<std::uint64_t>(x_t.size(0));
    const bool keeps = derivativeBytes_ * static_cast<double>(x_t.size(0)) <= derivativeBudget;
    const auto some = std::max<std::int64_t>(1, static_cast<std::int64_t>(forwardBudget / derivativeBytes_));
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
