#include "core/denoiser/chain.h"

#include "core/api/error.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::denoiser {

/// What the sweeps multiply by at each time, [steps, G]; the last row serves all later times too.
struct ChainCovariance::Gains {
    std::vector<double> filtered;  ///< C_t
    std::vector<double> carried;   ///< C_t ρ/P_t: the past's share in the filtered mean
    std::vector<double> kept;      ///< 1 − ρ G_t: the filtered mean's share in the smoothed
    std::vector<double> future;    ///< G_t: the next time's share
    std::int64_t steps = 0, groups = 0;

    [[nodiscard]] std::size_t row(std::int64_t time) const
    {
        return static_cast<std::size_t>(std::min(time, steps - 1) * groups);
    }
};

namespace {

constexpr double smallest = std::numeric_limits<double>::min();
constexpr std::int64_t lanesAtOnce = 1024;  // a block's carried numbers stay in the first cache

/// Works on blocks of lanes of each member, in parallel: body(member, first lane, lanes)
template <class Body>
void overLanes(std::int64_t members, std::int64_t lanes, const Body& body)
{
    const std::int64_t blocks = (lanes + lanesAtOnce - 1) / lanesAtOnce;
    at::parallel_for(0, members * blocks, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const std::int64_t first = i % blocks * lanesAtOnce;
            body(i / blocks, first, std::min(lanesAtOnce, lanes - first));
        }
    });
}

[[noreturn]] void noEigenbasis()
{
    throw Error(Cause::badInput, "This prior is a chain of many states, whose covariance has no eigenbasis at hand.",
                "Choose the sampler lms and the guidance covariance or mmps, or a window of at most 64 states.");
}

}  // namespace

ChainCovariance::ChainCovariance(ChainLaw law) : law_(std::move(law))
{
    law_.variance = law_.variance.to(at::kCPU, at::kDouble).clamp_min(0).contiguous();
    // beyond, λ(1 − ρ²) is lost beside λ
    law_.correlation = law_.correlation.to(at::kCPU, at::kDouble).clamp(0, 1 - 1e-12).contiguous();
    law_.group = law_.group.to(at::kCPU, at::kLong).contiguous();
    if (law_.times < 1 || law_.variance.dim() != 1 || law_.correlation.sizes() != law_.variance.sizes() ||
        law_.group.dim() != 1 || law_.group.max().item<std::int64_t>() >= law_.variance.size(0)) {
        throw Error(Cause::bug, "A chain wants λ [G], ρ [G] and the group of each lane.");
    }
}

ChainCovariance::Gains ChainCovariance::gains(double u2) const
{
    const std::int64_t groups = law_.variance.size(0);
    const double* lambda = law_.variance.const_data_ptr<double>();
    const double* rho = law_.correlation.const_data_ptr<double>();
    Gains out{.groups = groups};
    std::vector<double> predicted(lambda, lambda + groups);
    bool settled = false;
    for (std::int64_t t = 0; t < law_.times && !settled; ++t) {
        settled = true;
        for (std::int64_t g = 0; g < groups; ++g) {
            double& p = predicted[static_cast<std::size_t>(g)];
            const double share = std::isinf(u2) ? 1 : u2 / (p + u2);  // C/P
            const double c = p * share;
            const double added = lambda[g] * (1 - rho[g]) * (1 + rho[g]);
            const double next = rho[g] * rho[g] * c + added;
            const double divisor = std::max(next, smallest);  // a lane without variance stays at zero
            out.filtered.push_back(c);
            out.carried.push_back(share * rho[g]);
            out.kept.push_back(added / divisor);
            out.future.push_back(rho[g] * c / divisor);
            settled = settled && std::abs(next - p) <= 1e-15 * p;
            p = next;
        }
        ++out.steps;
    }
    return out;
}

Tensor ChainCovariance::smoothed(const Tensor& x, double u2, double scale) const
{
    if (!x.is_cpu()) {
        return smoothed(x.cpu(), u2, scale).to(x.device());
    }
    const Gains gain = gains(u2);
    const std::int64_t lanes = law_.group.size(0), times = law_.times, size = lanes * times;
    const std::int64_t* group = law_.group.const_data_ptr<std::int64_t>();
    const Tensor in = x.contiguous();
    Tensor out = at::empty_like(in);
    AT_DISPATCH_FLOATING_TYPES(in.scalar_type(), "chain", [&] {
        const scalar_t* from = in.const_data_ptr<scalar_t>();
        scalar_t* to = out.data_ptr<scalar_t>();
        overLanes(in.size(0), lanes, [&](std::int64_t member, std::int64_t first, std::int64_t count) {
            std::vector<double> carry(static_cast<std::size_t>(count), 0);
            for (std::int64_t t = 0; t < times; ++t) {
                const double* c = gain.filtered.data() + gain.row(t);
                const double* past = gain.carried.data() + gain.row(t);
                const std::int64_t at = member * size + t * lanes + first;
                for (std::int64_t i = 0; i < count; ++i) {
                    const std::int64_t g = group[first + i];
                    carry[i] = scale * c[g] * from[at + i] + past[g] * carry[i];
                    to[at + i] = static_cast<scalar_t>(carry[i]);
                }
            }
            for (std::int64_t t = times - 2; t >= 0; --t) {
                const double* kept = gain.kept.data() + gain.row(t);
                const double* future = gain.future.data() + gain.row(t);
                const std::int64_t at = member * size + t * lanes + first;
                for (std::int64_t i = 0; i < count; ++i) {
                    const std::int64_t g = group[first + i];
                    carry[i] = kept[g] * to[at + i] + future[g] * carry[i];
                    to[at + i] = static_cast<scalar_t>(carry[i]);
                }
            }
        });
    });
    return out;
}

Tensor ChainCovariance::root(const Tensor& v, const Tensor& x) const
{
    if (!x.is_cpu()) {
        return root(v, x.cpu()).to(x.device());
    }
    const Gains gain = gains(v.item<double>());
    const std::int64_t lanes = law_.group.size(0), times = law_.times, size = lanes * times;
    const std::int64_t* group = law_.group.const_data_ptr<std::int64_t>();
    const Tensor in = x.contiguous();
    Tensor out = at::empty_like(in);
    AT_DISPATCH_FLOATING_TYPES(in.scalar_type(), "chain", [&] {
        const scalar_t* from = in.const_data_ptr<scalar_t>();
        scalar_t* to = out.data_ptr<scalar_t>();
        overLanes(in.size(0), lanes, [&](std::int64_t member, std::int64_t first, std::int64_t count) {
            std::vector<double> carry(static_cast<std::size_t>(count), 0);
            for (std::int64_t t = times - 1; t >= 0; --t) {
                const bool last = t == times - 1;
                const std::size_t row = gain.row(t);
                const std::int64_t at = member * size + t * lanes + first;
                for (std::int64_t i = 0; i < count; ++i) {
                    const std::size_t g = row + static_cast<std::size_t>(group[first + i]);
                    // V[x_t | x_{t+1}] = C_t (1 − ρ G_t); the last is filtered by all there is
                    const double deviation = std::sqrt(gain.filtered[g] * (last ? 1 : gain.kept[g]));
                    carry[i] = deviation * from[at + i] + (last ? 0 : gain.future[g] * carry[i]);
                    to[at + i] = static_cast<scalar_t>(carry[i]);
                }
            }
        });
    });
    return out;
}

ChainMarginals ChainCovariance::marginals(const std::vector<std::int64_t>& times, const Tensor& v) const
{
    const Gains gain = gains(v.item<double>());
    const std::int64_t groups = gain.groups, count = static_cast<std::int64_t>(times.size());
    ChainMarginals out{at::zeros({count, groups}, at::kDouble), at::zeros({count, groups}, at::kDouble)};
    double* variance = out.variance.data_ptr<double>();
    double* logGain = out.logGain.data_ptr<double>();
    std::vector<double> now(static_cast<std::size_t>(groups));
    std::int64_t k = count - 1;
    for (std::int64_t t = law_.times - 1; t >= 0 && k >= 0; --t) {
        const std::size_t row = gain.row(t);
        for (std::int64_t g = 0; g < groups; ++g) {
            const std::size_t i = row + static_cast<std::size_t>(g);
            double& value = now[static_cast<std::size_t>(g)];
            value = t == law_.times - 1 ? gain.filtered[i]
                                        : gain.filtered[i] * gain.kept[i] + gain.future[i] * gain.future[i] * value;
        }
        if (t == times[static_cast<std::size_t>(k)]) {
            std::copy(now.begin(), now.end(), variance + k-- * groups);
        }
    }
    std::fill(now.begin(), now.end(), 0);
    k = 0;
    for (std::int64_t t = 0; t < law_.times && k < count; ++t) {
        if (t == times[static_cast<std::size_t>(k)]) {
            std::copy(now.begin(), now.end(), logGain + k++ * groups);
        }
        for (std::int64_t g = 0; g < groups; ++g) {
            now[static_cast<std::size_t>(g)] +=
                std::log(std::max(gain.future[gain.row(t) + static_cast<std::size_t>(g)], 1e-300));
        }
    }
    return out;
}

double ChainCovariance::largest() const
{
    // the row sums of ρ^|t − t'| bound its eigenvalues
    const Tensor whole = (1 + law_.correlation) / (1 - law_.correlation);
    return (law_.variance * whole.clamp_max(static_cast<double>(law_.times))).max().item<double>();
}

Tensor ChainCovariance::conditional(double u) const
{
    return at::full({1}, std::isinf(u) ? u : std::max(u * u, 1e-30), at::kDouble);
}

Tensor ChainCovariance::product(const Tensor& v, const Tensor& x) const
{
    return smoothed(x, v.item<double>(), 1);
}

Tensor ChainCovariance::mean() const
{
    return at::zeros({1}, law_.options).expand({law_.times * law_.group.size(0)});
}

const Tensor& ChainCovariance::eigenvalues() const
{
    noEigenbasis();
}

Tensor ChainCovariance::toEigen(const Tensor&) const
{
    noEigenbasis();
}

Tensor ChainCovariance::fromEigen(const Tensor&) const
{
    noEigenbasis();
}

Tensor ChainDenoiser::mean(const Tensor& x_t, const Node& at) const
{
    ++evaluations_;
    const double u2 = std::max(at.u() * at.u(), 1e-30);
    return covariance_->smoothed(x_t, u2, 1 / (u2 * at.alpha));
}

Linearised ChainDenoiser::linearise(const Tensor& x_t, const Node& at) const
{
    const double u2 = std::max(at.u() * at.u(), 1e-30);
    return {.mean = mean(x_t, at), .vjp = [covariance = covariance_, u2, scale = 1 / (u2 * at.alpha)](const Tensor& v) {
                return covariance->smoothed(v, u2, scale);
            }};
}

}  // namespace core::denoiser
