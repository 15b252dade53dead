#include "core/prior/spectral_time.h"

#include "core/denoiser/gaussian.h"
#include "core/earth/harmonics.h"
#include "core/earth/sphere.h"

#include <cmath>
#include <limits>

namespace core::prior {
namespace {

/// times · channels up to which both bases are applied in one product a degree: more arithmetic, but few products of
/// matrices that are large enough to be fast on a CPU instead of one tiny one a coefficient
constexpr std::int64_t mostCombined = 160;

/// λ of the latent: κ² · λ_time · λ_channel, and the mean zero of a prior that keeps it in its decoder.
class Eigen final : public denoiser::Covariance {
public:
    explicit Eigen(Tensor eigenvalues) : eigenvalues_(std::move(eigenvalues)), mean_(at::zeros_like(eigenvalues_)) {}
    [[nodiscard]] const Tensor& eigenvalues() const override { return eigenvalues_; }
    [[nodiscard]] Tensor mean() const override { return mean_; }

private:
    Tensor eigenvalues_, mean_;
};

class EigenTime final : public SpectralTime {
public:
    explicit EigenTime(const SpectralShape& shape)
        : truncation_(shape.truncation), times_(static_cast<std::int64_t>(shape.times.size())),
          channels_(shape.degreeCovariance.size(1)), kappa_(shape.kappa)
    {
        const auto [channelValues, channelBasis] = at::linalg_eigh(shape.degreeCovariance);
        const auto [timeValues, timeBasis] = at::linalg_eigh(
            shape.timeCovariance.defined() ? shape.timeCovariance
                                           : timeCorrelation(shape.times, shape.times, shape.timeScaleHours));
        channelBasis_ = channelBasis.contiguous();
        timeBasis_ = timeBasis.contiguous();
        const Tensor l = earth::degrees(truncation_);
        channelBasisN_ = channelBasis_.index_select(0, l).to(shape.options);
        timeBasisN_ = timeBasis_.index_select(0, l).to(shape.options);
        const Tensor lambda =
            kappa_ * kappa_ * timeValues.clamp_min(0).unsqueeze(2) * channelValues.clamp_min(0).unsqueeze(1);
        const Tensor eigenvalues = lambda.index_select(0, l).reshape({-1}).to(shape.options).contiguous();
        denoiser_ = std::make_unique<denoiser::Gaussian>(std::make_shared<Eigen>(eigenvalues));
        if (shape.options.device().is_cpu() && times_ * channels_ <= mostCombined && times_ > 1 && channels_ > 1) {
            for (std::int64_t degree = 0; degree <= truncation_; ++degree) {
                combined_.push_back(at::kron(timeBasis_[degree], channelBasis_[degree]).to(shape.options).contiguous());
            }
        }
    }
    [[nodiscard]] const denoiser::Denoiser& denoiser() const override { return *denoiser_; }

    [[nodiscard]] Tensor coefficients(const Tensor& x) const override
    {
        if (!combined_.empty()) {
            return turned(x / kappa_, Turn::back).view({x.size(0), size(), times_, channels_});
        }
        Tensor a = x.view({x.size(0), size(), times_, -1});
        if (channels_ > 1) {
            a = at::matmul(a, channelBasisN_.transpose(1, 2));
        }
        if (times_ > 1) {
            a = at::matmul(timeBasisN_, a);
        }
        return a / kappa_;
    }
    [[nodiscard]] Tensor adjoint(const Tensor& coefficients) const override
    {
        Tensor x = coefficients / kappa_;
        if (!combined_.empty()) {
            return turned(x, Turn::forth).view({x.size(0), -1});
        }
        if (times_ > 1) {
            x = at::matmul(timeBasisN_.transpose(1, 2), x);
        }
        if (channels_ > 1) {
            x = at::matmul(x, channelBasisN_);
        }
        return x.reshape({x.size(0), -1});
    }
    [[nodiscard]] Tensor coefficients(const Tensor& x, int channel, int time) const override
    {
        const std::int64_t members = x.size(0), n = size();
        const Tensor weight = timeBasisN_.select(1, time).unsqueeze(2) * channelBasisN_.select(1, channel).unsqueeze(1);
        return at::matmul(x.view({members, n, 1, -1}), weight.view({n, -1, 1})).view({members, n}) / kappa_;
    }
    [[nodiscard]] Tensor meanSquare(const Tensor& d) const override
    {
        Tensor a = d.view({d.size(0), size(), times_, -1});
        if (times_ > 1) {
            a = at::matmul(timeBasisN_, a);
        }
        const double scale = 4 * earth::pi * kappa_ * kappa_ * static_cast<double>(channels_);
        return a.square().sum(at::IntArrayRef{1, 3}) / scale;
    }

    [[nodiscard]] Tensor degreeGram(const std::vector<Pair>& a, const std::vector<Pair>& b, const Tensor& v) const override
    {
        const std::int64_t n = truncation_ + 1;
        const Tensor l = at::arange(n, at::kLong);
        // λ and what is made of it depend on degree only: order 0 speaks for all
        const Tensor degree = v.to(at::kCPU, at::kDouble).view({size(), -1}).index_select(0, l * l + l);
        const Tensor weight = (2 * l.to(at::kDouble) + 1) / (4 * earth::pi * kappa_ * kappa_);
        const Tensor weighted = degree * weight.view({-1, 1});
        // all pairs at once cost times · channels less a pair than some of them
        const auto wanted = static_cast<std::int64_t>(a.size() * b.size());
        return wanted > times_ * times_ * channels_ ? chosen(gramOfAll(weighted), a, b) : gramOf(a, b, weighted);
    }
    [[nodiscard]] Tensor variances(const std::vector<Pair>& pairs, const Tensor& v) const override
    {
        std::vector<double> out;
        for (const Pair& pair : pairs) {
            out.push_back(degreeGram({pair}, {pair}, v).sum().item<double>());  // P_l(1) = 1
        }
        return at::tensor(at::ArrayRef<double>(out), at::kDouble);
    }

    [[nodiscard]] std::size_t pairsAtOnce() const override { return std::numeric_limits<std::size_t>::max(); }
    void read(const Tensor& x, const std::vector<Tensor>& lists,
              const std::function<void(std::size_t, const Tensor&)>& take) const override
    {
        // pair by pair, so that a list's coefficients lie together
        const Tensor a = coefficients(x).view({x.size(0), -1, times_ * channels_}).transpose(1, 2).contiguous();
        for (std::size_t i = 0; i < lists.size(); ++i) {
            take(i, a.index_select(1, lists[i]).transpose(1, 2));
        }
    }
    [[nodiscard]] Tensor write(std::int64_t members, const std::vector<Tensor>& lists,
                               const std::function<Tensor(std::size_t)>& give) const override
    {
        Tensor a = at::zeros({members, times_ * channels_, size()}, timeBasisN_.options());
        for (std::size_t i = 0; i < lists.size(); ++i) {
            a.index_add_(1, lists[i], give(i).transpose(1, 2));
        }
        return adjoint(a.transpose(1, 2).reshape({members, size(), times_, channels_}));
    }

private:
    enum class Turn { forth, back };  ///< into the eigenbasis, or out of it

    /// x of one row a coefficient, [M, N, times · channels], through the combined basis of its degree
    [[nodiscard]] Tensor turned(const Tensor& x, Turn turn) const
    {
        const Tensor rows = x.reshape({x.size(0), size(), times_ * channels_});
        Tensor out = at::empty(rows.sizes(), rows.options());
        for (std::int64_t l = 0; l <= truncation_; ++l) {
            const Tensor& basis = combined_[static_cast<std::size_t>(l)];
            const Tensor from = rows.slice(1, l * l, (l + 1) * (l + 1));
            const Tensor made = at::mm(from.reshape({-1, times_ * channels_}), turn == Turn::forth ? basis : basis.t());
            out.slice(1, l * l, (l + 1) * (l + 1)).copy_(made.view(from.sizes()));
        }
        return out;
    }
    /// Rows of the combined basis that belong to some pairs: [T+1, K, times · channels]
    [[nodiscard]] Tensor rowsOf(const std::vector<Pair>& pairs) const
    {
        std::vector<std::int64_t> times, channels;
        for (const auto& [time, channel] : pairs) {
            times.push_back(time);
            channels.push_back(channel);
        }
        const Tensor t = timeBasis_.index_select(1, at::tensor(at::ArrayRef<std::int64_t>(times)));        // [n, K, b]
        const Tensor c = channelBasis_.index_select(1, at::tensor(at::ArrayRef<std::int64_t>(channels)));  // [n, K, a]
        return (t.unsqueeze(3) * c.unsqueeze(2)).view({truncation_ + 1, static_cast<std::int64_t>(pairs.size()), -1});
    }
    /// v [T+1, times · channels] → [K_a, K_b, T+1]
    [[nodiscard]] Tensor gramOf(const std::vector<Pair>& a, const std::vector<Pair>& b, const Tensor& v) const
    {
        const Tensor gram = at::bmm(rowsOf(a) * v.unsqueeze(1), rowsOf(b).transpose(1, 2));
        return gram.permute({1, 2, 0}).contiguous();
    }
    /// Of all pairs, channels first and then times: [times · channels, times · channels, T+1]
    [[nodiscard]] Tensor gramOfAll(const Tensor& v) const
    {
        const std::int64_t n = truncation_ + 1, all = times_ * channels_;
        const Tensor scaled = channelBasis_.unsqueeze(1) * v.view({n, times_, 1, channels_});       // [n, b, c, a]
        const Tensor channels = at::matmul(scaled, channelBasis_.transpose(1, 2).unsqueeze(1));    // [n, b, c, c']
        const Tensor times = timeBasis_.unsqueeze(2) * timeBasis_.unsqueeze(1);                    // [n, t, t', b]
        const Tensor gram = at::bmm(times.view({n, times_ * times_, times_}),
                                    channels.view({n, times_, channels_ * channels_}));
        return gram.view({n, times_, times_, channels_, channels_}).permute({1, 3, 2, 4, 0}).reshape({all, all, n}).contiguous();
    }
    [[nodiscard]] Tensor chosen(const Tensor& gram, const std::vector<Pair>& a, const std::vector<Pair>& b) const
    {
        const auto listed = [&](const Tensor& from, const std::vector<Pair>& pairs, std::int64_t dimension) {
            std::vector<std::int64_t> index;
            for (const auto& [time, channel] : pairs) {
                index.push_back(time * channels_ + channel);
            }
            const Tensor list = at::tensor(at::ArrayRef<std::int64_t>(index));
            const bool whole = list.equal(at::arange(from.size(dimension), at::kLong));
            return whole ? from : from.index_select(dimension, list);
        };
        return listed(listed(gram, a, 0), b, 1);
    }

    std::int64_t truncation_, times_, channels_;
    double kappa_;
    Tensor channelBasis_, timeBasis_;    // [T+1, C, C], [T+1, times, times] float64, columns are eigenvectors
    Tensor channelBasisN_, timeBasisN_;  // the same for each coefficient, of the latent's type
    std::vector<Tensor> combined_;       // their Kronecker products a degree, where those are small; else empty
    std::unique_ptr<denoiser::Gaussian> denoiser_;
    [[nodiscard]] std::int64_t size() const { return (truncation_ + 1) * (truncation_ + 1); }
};

}  // namespace

Tensor timeCorrelation(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b, const Tensor& timeScaleHours)
{
    constexpr double secondsPerHour = 3600;
    const auto hours = [&](const std::vector<std::int64_t>& times) {
        std::vector<double> out;
        for (const auto time : times) {
            out.push_back(static_cast<double>(time - a.front()) / secondsPerHour);
        }
        return at::tensor(at::ArrayRef<double>(out), at::kDouble);
    };
    const Tensor lag = (hours(a).unsqueeze(1) - hours(b).unsqueeze(0)).abs();
    return (-lag.unsqueeze(0) / timeScaleHours.view({-1, 1, 1})).exp();
}

std::unique_ptr<SpectralTime> eigenTime(const SpectralShape& shape)
{
    return std::make_unique<EigenTime>(shape);
}

}  // namespace core::prior
