#include "core/denoiser/composed.h"

#include "core/api/error.h"

#include <algorithm>
#include <functional>
#include <string>

namespace core::denoiser {
namespace {

/// Window w of a batch's result, [members, K, n]
Tensor windowOf(const Tensor& batch, std::int64_t w, const WindowRows& rows, std::int64_t window)
{
    return batch.narrow(0, w * rows.members, rows.members).view({rows.members, window, -1});
}

}  // namespace

Composed::Composed(std::shared_ptr<const WindowDenoiser> inner, const Windows& windows, const Batching& batching)
    : inner_(std::move(inner)), windows_(windows), batching_(batching)
{
    if (batching_.windows < 1) {
        throw Error(Cause::bug, "A batch of windows holds at least one.");
    }
}

Tensor Composed::states(const Tensor& x) const
{
    if (x.dim() != 2 || x.size(1) % windows_.length() != 0) {
        throw Error(Cause::bug, "A trajectory of " + std::to_string(windows_.length()) +
                    " states wants a latent [M, states · n].");
    }
    return x.view({x.size(0), windows_.length(), -1});
}

WindowRows Composed::rowsOf(std::int64_t first, std::int64_t members) const
{
    WindowRows rows{.windows = {}, .members = members};
    for (std::int64_t w = first; w < first + batching_.windows; ++w) {
        rows.windows.push_back(std::min(w, windows_.count() - 1));
    }
    return rows;
}

Tensor Composed::batch(const Tensor& x, const WindowRows& rows) const
{
    std::vector<Tensor> windows;
    for (const std::int64_t w : rows.windows) {
        windows.push_back(windows_.at(x, w));
    }
    return at::stack(windows).view({static_cast<std::int64_t>(rows.windows.size()) * rows.members, -1});
}

Tensor Composed::cotangent(const Tensor& v, const WindowRows& rows, std::int64_t real) const
{
    std::vector<Tensor> windows;
    for (std::int64_t w = 0; w < static_cast<std::int64_t>(rows.windows.size()); ++w) {
        // copies that only fill the batch give nothing
        windows.push_back(w < real ? windows_.pulled(v, rows.windows[static_cast<std::size_t>(w)])
                                   : at::zeros_like(windows.front()));
    }
    return at::stack(windows).view({static_cast<std::int64_t>(rows.windows.size()) * rows.members, -1});
}

std::int64_t Composed::batches() const
{
    return (windows_.count() + batching_.windows - 1) / batching_.windows;
}

std::unique_ptr<Composed> Composed::oneBatch() const
{
    const std::int64_t window = windows_.window();
    return std::make_unique<Composed>(
        inner_, Windows(window, window, window),
        Batching{.windows = batching_.windows, .derivatives = keepsDerivatives() ? batching_.derivatives : 0});
}

double Composed::flops() const
{
    return static_cast<double>(batches() * batching_.windows) * flopsOf(*inner_).mean;
}

double Composed::productFlops() const
{
    const Flops one = flopsOf(*inner_);
    return static_cast<double>(batches() * batching_.windows) * (one.product + (keepsDerivatives() ? 0 : one.mean));
}

Tensor Composed::mean(const Tensor& x_t, const Node& at) const
{
    const Tensor x = states(x_t);
    Tensor out = at::zeros_like(x);
    for (std::int64_t first = 0; first < windows_.count(); first += batching_.windows) {
        const WindowRows rows = rowsOf(first, x.size(0));
        const Tensor means = inner_->mean(batch(x, rows), at, rows);
        const std::int64_t real = std::min(batching_.windows, windows_.count() - first);
        for (std::int64_t w = 0; w < real; ++w) {
            windows_.add(out, first + w, windowOf(means, w, rows, windows_.window()));
        }
    }
    windows_.finish(out);
    return out.view(x_t.sizes());
}

Linearised Composed::linearise(const Tensor& x_t, const Node& at) const
{
    using Vjp = std::function<Tensor(const Tensor&)>;
    std::vector<Vjp> kept;
    Tensor mean;
    if (keepsDerivatives()) {
        const Tensor x = states(x_t);
        Tensor out = at::zeros_like(x);
        for (std::int64_t first = 0; first < windows_.count(); first += batching_.windows) {
            const WindowRows rows = rowsOf(first, x.size(0));
            Linearised linear = inner_->linearise(batch(x, rows), at, rows);
            const std::int64_t real = std::min(batching_.windows, windows_.count() - first);
            for (std::int64_t w = 0; w < real; ++w) {
                windows_.add(out, first + w, windowOf(linear.mean, w, rows, windows_.window()));
            }
            kept.push_back(std::move(linear.vjp));
        }
        windows_.finish(out);
        mean = out.view(x_t.sizes());
    } else {
        mean = this->mean(x_t, at);
    }
    auto vjp = [this, x_t, at, kept](const Tensor& v) {
        const Tensor x = states(x_t), seed = states(v);
        Tensor out = at::zeros_like(seed);
        for (std::int64_t first = 0; first < windows_.count(); first += batching_.windows) {
            const WindowRows rows = rowsOf(first, x.size(0));
            const std::int64_t real = std::min(batching_.windows, windows_.count() - first);
            const Tensor mine = cotangent(seed, rows, real);
            const auto index = static_cast<std::size_t>(first / batching_.windows);
            const Tensor pulled = kept.empty() ? inner_->linearise(batch(x, rows), at, rows).vjp(mine) : kept[index](mine);
            for (std::int64_t w = 0; w < real; ++w) {
                Tensor target = windows_.at(out, first + w);
                target.add_(windowOf(pulled, w, rows, windows_.window()));
            }
        }
        return out.view(v.sizes());
    };
    return {.mean = mean, .vjp = vjp};
}

}  // namespace core::denoiser
