#include "core/denoiser/composed.h"

#include "core/api/error.h"

#include <algorithm>
#include <map>
#include <string>

namespace core::denoiser {
namespace {

/// Window w of a batch's result, [members, K, n]
Tensor windowOf(const Tensor& batch, std::int64_t w, const WindowRows& rows, std::int64_t window)
{
    return batch.narrow(0, w * rows.members, rows.members).view({rows.members, window, -1});
}

/// What a company is asked for; 0 is left to those who call no denoiser.
enum Asked : std::uint64_t { forMean = 1, forDerivative, forProduct };

}  // namespace

Composed::Composed(std::shared_ptr<const WindowDenoiser> inner, const Windows& windows, const Batching& batching)
    : inner_(std::move(inner)), windows_(windows), batching_(batching)
{
    if (batching_.windows < 1) {
        throw Error(Cause::bug, "A batch of windows holds at least one.");
    }
}

Composed Composed::sharedBy(std::shared_ptr<const Company> company) const
{
    Composed out = *this;
    out.batching_.company = std::move(company);
    return out;
}

std::int64_t Composed::batches() const
{
    return (windows_.count() + batching_.windows - 1) / batching_.windows;
}

Tensor Composed::states(const Tensor& x) const
{
    if (x.dim() != 2 || x.size(1) % windows_.length() != 0) {
        throw Error(Cause::bug, "A trajectory of " + std::to_string(windows_.length()) +
                    " states wants a latent [M, states · n].");
    }
    return x.view({x.size(0), windows_.length(), -1});
}

Composed::Rows Composed::rowsOf(std::int64_t batch, std::int64_t members) const
{
    const std::int64_t first = batch * batching_.windows;
    Rows out{.rows = {.windows = {}, .members = members},
             .batch = batch,
             .real = std::min(batching_.windows, windows_.count() - first)};
    for (std::int64_t w = first; w < first + batching_.windows; ++w) {
        out.rows.windows.push_back(std::min(w, windows_.count() - 1));
    }
    return out;
}

Tensor Composed::batch(const Tensor& x, const WindowRows& rows) const
{
    std::vector<Tensor> windows;
    for (const std::int64_t w : rows.windows) {
        windows.push_back(windows_.at(x, w));
    }
    return at::stack(windows).view({static_cast<std::int64_t>(rows.windows.size()) * rows.members, -1});
}

Tensor Composed::cotangent(const Tensor& v, const Rows& of) const
{
    std::vector<Tensor> windows;
    for (std::int64_t w = 0; w < static_cast<std::int64_t>(of.rows.windows.size()); ++w) {
        // copies that only fill the batch give nothing
        windows.push_back(w < of.real ? windows_.pulled(v, of.rows.windows[static_cast<std::size_t>(w)])
                                      : at::zeros_like(windows.front()));
    }
    return at::stack(windows).view({static_cast<std::int64_t>(windows.size()) * of.rows.members, -1});
}

double Composed::flops() const
{
    return static_cast<double>(batches() * batching_.windows) * flopsOf(*inner_);
}

Tensor Composed::agreed(const Tensor& x, std::uint64_t asked) const
{
    if (!batching_.company) {
        return x;
    }
    batching_.company->agree(asked, [] {});
    return batching_.company->from(0, {x}).front();
}

void Composed::each(const Tensor& x, std::uint64_t asked, const Evaluate& evaluate, const Take& take) const
{
    const Company* company = batching_.company.get();
    const std::int64_t processes = company == nullptr ? 1 : company->count();
    for (std::int64_t first = 0; first < batches(); first += processes) {  // a batch a process at a time
        const std::int64_t end = std::min(first + processes, batches());
        const std::int64_t own = first + (company == nullptr ? 0 : company->rank());
        Tensor mine;
        const auto work = [&] { mine = own < end ? evaluate(rowsOf(own, x.size(0))) : Tensor(); };
        company == nullptr ? work() : company->agree(asked, work);
        for (std::int64_t batch = first; batch < end; ++batch) {
            const Tensor made = company == nullptr ? mine : company->from(batch - first, {mine}).front();
            const Rows of = rowsOf(batch, x.size(0));
            for (std::int64_t w = 0; w < of.real; ++w) {
                take(batch * batching_.windows + w, windowOf(made, w, of.rows, windows_.window()));
            }
        }
    }
}

Tensor Composed::mean(const Tensor& x_t, const Node& at) const
{
    return meanOf(agreed(x_t, forMean), at);
}

Tensor Composed::meanOf(const Tensor& x_t, const Node& at) const
{
    const Tensor x = states(x_t);
    Tensor out = at::zeros_like(x);
    each(
        x, forMean,
        [&](const Rows& of) { return inner_->mean(batch(x, of.rows), at, of.rows); },
        [&](std::int64_t w, const Tensor& mean) { windows_.add(out, w, mean); });
    windows_.finish(out);
    return out.view(x_t.sizes());
}

Linearised Composed::linearise(const Tensor& given, const Node& at) const
{
    const Tensor x_t = agreed(given, forDerivative);
    using Vjp = std::function<Tensor(const Tensor&)>;
    std::map<std::int64_t, Vjp> kept;  // by batch; only this process's
    Tensor mean;
    // by all batches, not this process's: evaluating with a derivative and without may round differently
    const bool keeps = batches() <= batching_.derivatives;
    if (keeps) {
        const Tensor x = states(x_t);
        Tensor out = at::zeros_like(x);
        each(
            x, forDerivative,
            [&](const Rows& of) {
                Linearised linear = inner_->linearise(batch(x, of.rows), at, of.rows);
                kept[of.batch] = std::move(linear.vjp);
                return linear.mean;
            },
            [&](std::int64_t w, const Tensor& result) { windows_.add(out, w, result); });
        windows_.finish(out);
        mean = out.view(x_t.sizes());
    } else {
        mean = meanOf(x_t, at);
    }
    auto vjp = [this, x_t, at, kept, keeps](const Tensor& v) {
        const Tensor x = states(x_t), seed = states(agreed(v, forProduct));
        Tensor out = at::zeros_like(seed);
        each(
            x, forProduct,
            [&](const Rows& of) {
                const Tensor mine = cotangent(seed, of);
                return keeps ? kept.at(of.batch)(mine) : inner_->linearise(batch(x, of.rows), at, of.rows).vjp(mine);
            },
            [&](std::int64_t w, const Tensor& pulled) { windows_.at(out, w).add_(pulled); });
        return out.view(v.sizes());
    };
    return {.mean = mean, .vjp = vjp};
}

}  // namespace core::denoiser
