#include "core/prior/spectral_time.h"

#include "core/denoiser/gaussian.h"
#include "core/earth/harmonics.h"
#include "core/earth/sphere.h"

#include <cmath>
#include <limits>

namespace core::prior {
namespace {

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
    }
    [[nodiscard]] const denoiser::Denoiser& denoiser() const override { return *denoiser_; }

    [[nodiscard]] Tensor coefficients(const Tensor& x) const override
    {
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
        const auto rows = [&](const std::vector<Pair>& pairs) {
            std::vector<std::int64_t> times, channels;
            for (const auto& [time, channel] : pairs) {
                times.push_back(time);
                channels.push_back(channel);
            }
            const Tensor t = timeBasis_.index_select(1, at::tensor(at::ArrayRef<std::int64_t>(times)));        // [n, K, b]
            const Tensor c = channelBasis_.index_select(1, at::tensor(at::ArrayRef<std::int64_t>(channels)));  // [n, K, a]
            return (t.unsqueeze(3) * c.unsqueeze(2)).view({n, static_cast<std::int64_t>(pairs.size()), -1});
        };
        const Tensor left = rows(a) * degree.unsqueeze(1);
        const Tensor weight = (2 * l.to(at::kDouble) + 1) / (4 * earth::pi * kappa_ * kappa_);
        const Tensor gram = at::bmm(left, rows(b).transpose(1, 2)) * weight.view({-1, 1, 1});
        return gram.permute({1, 2, 0}).contiguous();
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
        const Tensor a = coefficients(x).view({x.size(0), -1, times_ * channels_});
        for (std::size_t i = 0; i < lists.size(); ++i) {
            take(i, a.index_select(2, lists[i]));
        }
    }
    [[nodiscard]] Tensor write(std::int64_t members, const std::vector<Tensor>& lists,
                               const std::function<Tensor(std::size_t)>& give) const override
    {
        Tensor a = at::zeros({members, size(), times_ * channels_}, timeBasisN_.options());
        for (std::size_t i = 0; i < lists.size(); ++i) {
            a.index_add_(2, lists[i], give(i));
        }
        return adjoint(a.view({members, size(), times_, channels_}));
    }

private:
    std::int64_t truncation_, times_, channels_;
    double kappa_;
    Tensor channelBasis_, timeBasis_;    // [T+1, C, C], [T+1, times, times] float64, columns are eigenvectors
    Tensor channelBasisN_, timeBasisN_;  // the same for each coefficient, of the latent's type
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
