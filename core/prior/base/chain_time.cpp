#include "core/prior/spectral_time.h"

#include "core/api/error.h"
#include "core/denoiser/chain.h"
#include "core/earth/harmonics.h"
#include "core/earth/sphere.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace core::prior {
namespace {

constexpr double forgotten = -45;  // e⁻⁴⁵ is below float64's rounding of a variance

double stepHours(const std::vector<std::int64_t>& times)
{
    const std::int64_t step = times.size() > 1 ? times[1] - times[0] : 3600;
    for (std::size_t t = 1; t < times.size(); ++t) {
        if (times[t] - times[t - 1] != step || step <= 0) {
            throw Error(Cause::badInput, "The times of a long window are not equally spaced.",
                        "Choose a window with one step.");
        }
    }
    return static_cast<double>(step) / 3600;
}

class ChainTime final : public SpectralTime {
public:
    explicit ChainTime(const SpectralShape& shape)
        : truncation_(shape.truncation), times_(static_cast<std::int64_t>(shape.times.size())),
          channels_(shape.degreeCovariance.size(1)), kappa_(shape.kappa), options_(shape.options)
    {
        const auto [values, basis] = at::linalg_eigh(shape.degreeCovariance);  // [T+1, C], [T+1, C, C]
        basis_ = basis.contiguous();
        const Tensor l = earth::degrees(truncation_);
        basisN_ = basis_.index_select(0, l).to(options_);
        const Tensor rho = (-stepHours(shape.times) / shape.timeScaleHours).exp();
        const Tensor group = l.unsqueeze(1) * channels_ + at::arange(channels_, at::kLong);
        covariance_ = std::make_shared<denoiser::ChainCovariance>(denoiser::ChainLaw{
            times_, (kappa_ * kappa_ * values.clamp_min(0)).reshape({-1}),
            rho.unsqueeze(1).expand({rho.size(0), channels_}).reshape({-1}), group.reshape({-1}), options_});
        denoiser_ = std::make_unique<denoiser::ChainDenoiser>(covariance_);
    }
    [[nodiscard]] const denoiser::Denoiser& denoiser() const override { return *denoiser_; }

    [[nodiscard]] Tensor coefficients(const Tensor& x) const override
    {
        const Tensor a = at::matmul(states(x).unsqueeze(3), basisN_.transpose(1, 2)).squeeze(3);  // [M, t, N, c]
        return a.transpose(1, 2).div(kappa_);
    }
    [[nodiscard]] Tensor adjoint(const Tensor& coefficients) const override
    {
        const Tensor a = coefficients.transpose(1, 2).unsqueeze(3);  // [M, t, N, 1, c]
        return at::matmul(a, basisN_).div_(kappa_).reshape({coefficients.size(0), -1});
    }
    [[nodiscard]] Tensor coefficients(const Tensor& x, int channel, int time) const override
    {
        return (states(x).select(1, time) * basisN_.select(1, channel)).sum(2).div_(kappa_);
    }
    [[nodiscard]] Tensor meanSquare(const Tensor& d) const override
    {
        const double scale = 4 * earth::pi * kappa_ * kappa_ * static_cast<double>(channels_);
        std::vector<Tensor> sums;
        for (std::int64_t t = 0; t < times_; ++t) {  // no second trajectory
            sums.push_back(states(d).select(1, t).square().sum(at::IntArrayRef{1, 2}));
        }
        return at::stack(sums, 1) / scale;
    }

    [[nodiscard]] Tensor degreeGram(const std::vector<Pair>& a, const std::vector<Pair>& b, const Tensor& v) const override
    {
        const Seen seen = marginalsOf({&a, &b}, v);
        const std::int64_t n = truncation_ + 1;
        Tensor out = at::zeros({static_cast<std::int64_t>(a.size()), static_cast<std::int64_t>(b.size()), n}, at::kDouble);
        at::parallel_for(0, static_cast<std::int64_t>(a.size()), 1, [&](std::int64_t begin, std::int64_t end) {
            std::vector<double> between(static_cast<std::size_t>(n * channels_));
            for (std::int64_t k = begin; k < end; ++k) {
                const Pair& left = a[static_cast<std::size_t>(k)];
                int time = -1;
                bool alive = false;
                for (std::size_t j = 0; j < b.size(); ++j) {
                    if (b[j].first != time) {
                        time = b[j].first;
                        alive = seen.between(left.first, time, between);
                    }
                    if (alive) {
                        mix(left.second, b[j].second, between,
                            out.data_ptr<double>() + (k * static_cast<std::int64_t>(b.size()) + static_cast<std::int64_t>(j)) * n);
                    }
                }
            }
        });
        return out;
    }
    [[nodiscard]] Tensor variances(const std::vector<Pair>& pairs, const Tensor& v) const override
    {
        const Seen seen = marginalsOf({&pairs}, v);
        std::vector<double> between(static_cast<std::size_t>((truncation_ + 1) * channels_));
        std::vector<double> degrees(static_cast<std::size_t>(truncation_ + 1)), out;
        for (const auto& [time, channel] : pairs) {
            static_cast<void>(seen.between(time, time, between));
            mix(channel, channel, between, degrees.data());
            double sum = 0;
            for (const double degree : degrees) {
                sum += degree;  // P_l(1) = 1
            }
            out.push_back(sum);
        }
        return at::tensor(at::ArrayRef<double>(out), at::kDouble);
    }

    [[nodiscard]] std::size_t pairsAtOnce() const override { return 32; }
    void read(const Tensor& x, const std::vector<Tensor>& lists,
              const std::function<void(std::size_t, const Tensor&)>& take) const override
    {
        for (std::size_t i = 0; i < lists.size(); ++i) {
            const auto [time, weight] = selected(lists[i]);
            const Tensor a = (states(x).index_select(1, time) * weight).sum(3);  // [M, K, N]
            take(i, a.transpose(1, 2).div(kappa_));
        }
    }
    [[nodiscard]] Tensor write(std::int64_t members, const std::vector<Tensor>& lists,
                               const std::function<Tensor(std::size_t)>& give) const override
    {
        Tensor out = at::zeros({members, times_, size(), channels_}, options_);
        for (std::size_t i = 0; i < lists.size(); ++i) {
            const auto [time, weight] = selected(lists[i]);
            out.index_add_(1, time, give(i).transpose(1, 2).unsqueeze(3).div(kappa_) * weight);
        }
        return out.view({members, -1});
    }

private:
    /// The chain's covariance at the times that are seen.
    struct Seen {
        denoiser::ChainMarginals at;
        std::map<int, std::int64_t> row;
        /// cov(t, t') of every group; false where all of it is forgotten
        [[nodiscard]] bool between(int t, int u, std::vector<double>& out) const
        {
            const std::int64_t early = row.at(std::min(t, u)), late = row.at(std::max(t, u));
            const auto groups = static_cast<std::int64_t>(out.size());
            const double* variance = at.variance.const_data_ptr<double>() + late * groups;
            const double* from = at.logGain.const_data_ptr<double>() + early * groups;
            const double* to = at.logGain.const_data_ptr<double>() + late * groups;
            bool alive = false;
            for (std::int64_t g = 0; g < groups; ++g) {
                const double exponent = to[g] - from[g];
                alive = alive || exponent > forgotten;
                out[static_cast<std::size_t>(g)] = exponent > forgotten ? variance[g] * std::exp(exponent) : 0;
            }
            return alive;
        }
    };

    std::int64_t truncation_, times_, channels_;
    double kappa_;
    at::TensorOptions options_;
    Tensor basis_, basisN_;  // [T+1, C, C] float64, [N, C, C] of the latent's type; columns are eigenvectors
    std::shared_ptr<const denoiser::ChainCovariance> covariance_;
    std::unique_ptr<denoiser::ChainDenoiser> denoiser_;

    [[nodiscard]] std::int64_t size() const { return (truncation_ + 1) * (truncation_ + 1); }
    [[nodiscard]] Tensor states(const Tensor& x) const { return x.view({x.size(0), times_, size(), channels_}); }

    /// Times [K] and weights [K, N, C] of a list of pairs.
    [[nodiscard]] std::pair<Tensor, Tensor> selected(const Tensor& pairs) const
    {
        const Tensor channel = pairs.remainder(channels_);
        return {pairs.div(channels_, "floor"), basisN_.index_select(1, channel).transpose(0, 1)};
    }
    [[nodiscard]] Seen marginalsOf(const std::vector<const std::vector<Pair>*>& lists, const Tensor& v) const
    {
        std::set<int> times;
        for (const auto* list : lists) {
            for (const auto& [time, channel] : *list) {
                times.insert(time);
            }
        }
        Seen out;
        std::vector<std::int64_t> ordered;
        for (const int time : times) {
            out.row[time] = static_cast<std::int64_t>(ordered.size());
            ordered.push_back(time);
        }
        out.at = covariance_->marginals(ordered, v);
        return out;
    }
    /// Σ_a U[c, a] U[c', a] between[l, a] · (2l+1)/(4π κ²) of each degree
    void mix(int channel, int other, const std::vector<double>& between, double* out) const
    {
        const double* basis = basis_.const_data_ptr<double>();
        for (std::int64_t l = 0; l <= truncation_; ++l) {
            const double* left = basis + (l * channels_ + channel) * channels_;
            const double* right = basis + (l * channels_ + other) * channels_;
            double sum = 0;
            for (std::int64_t a = 0; a < channels_; ++a) {
                sum += left[a] * right[a] * between[static_cast<std::size_t>(l * channels_ + a)];
            }
            out[l] = sum * static_cast<double>(2 * l + 1) / (4 * earth::pi * kappa_ * kappa_);
        }
    }
};

}  // namespace

std::unique_ptr<SpectralTime> chainTime(const SpectralShape& shape)
{
    return std::make_unique<ChainTime>(shape);
}

}  // namespace core::prior
