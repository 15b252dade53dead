#include "core/prior/spectral.h"

#include "core/earth/sphere.h"
#include "core/prior/spectral_points.h"

#include <algorithm>
#include <cmath>

namespace core::prior {

/// λ of the latent: κ² · λ_time · λ_channel, and the mean zero of a prior that keeps it in its decoder.
class Spectral::Eigen final : public denoiser::Covariance {
public:
    explicit Eigen(Tensor eigenvalues) : eigenvalues_(std::move(eigenvalues)), mean_(at::zeros_like(eigenvalues_)) {}
    [[nodiscard]] const Tensor& eigenvalues() const override { return eigenvalues_; }
    [[nodiscard]] Tensor mean() const override { return mean_; }

private:
    Tensor eigenvalues_, mean_;
};

namespace {

/// Correlation in time, exp(−|t − t'|/τ_l): [T+1, times, times]
Tensor timeCorrelation(const std::vector<std::int64_t>& times, const Tensor& timeScaleHours)
{
    std::vector<double> hours;
    for (const auto time : times) {
        hours.push_back(static_cast<double>(time - times.front()) / 3600);
    }
    const Tensor t = at::tensor(at::ArrayRef<double>(hours), at::kDouble);
    const Tensor lag = (t.unsqueeze(0) - t.unsqueeze(1)).abs();
    return (-lag.unsqueeze(0) / timeScaleHours.view({-1, 1, 1})).exp();
}

}  // namespace

Spectral::Spectral(SpectralModel model, std::vector<std::int64_t> times, const at::TensorOptions& options)
    : model_(std::move(model)), times_(std::move(times)), options_(options)
{
    const int n = model_.truncation + 1;
    kappa_ = n / std::sqrt(4 * earth::pi);
    grid_ = std::make_shared<DisplayGrid>(DisplayGrid{model_.lat, model_.lon, true});
    harmonics_ = std::make_unique<earth::Harmonics>(model_.truncation, model_.lat, model_.lon, options);
    const auto [channelValues, channelBasis] = at::linalg_eigh(model_.degreeCovariance);
    const auto [timeValues, timeBasis] = at::linalg_eigh(timeCorrelation(times_, model_.timeScaleHours));
    channelBasis_ = channelBasis.contiguous();
    timeBasis_ = timeBasis.contiguous();
    const Tensor l = earth::degrees(model_.truncation);
    channelBasisN_ = channelBasis_.index_select(0, l).to(options);
    timeBasisN_ = timeBasis_.index_select(0, l).to(options);
    const Tensor lambda = kappa_ * kappa_ * timeValues.clamp_min(0).unsqueeze(2) * channelValues.clamp_min(0).unsqueeze(1);
    const Tensor eigenvalues = lambda.index_select(0, l).reshape({-1}).to(options).contiguous();
    denoiser_ = std::make_unique<denoiser::Gaussian>(std::make_shared<Eigen>(eigenvalues));
    mean_ = model_.mean.to(options);
    scale_ = model_.scale.to(options);
}

std::int64_t Spectral::size() const
{
    return harmonics_->size() * timeCount() * static_cast<std::int64_t>(model_.channels.size());
}

double Spectral::representativeness(int channel) const
{
    return model_.unresolved[channel].item<double>();
}

std::int64_t Spectral::meanIndex(int time) const
{
    const auto& have = model_.meanTimes;
    if (have.size() < 2) {
        return 0;
    }
    const std::int64_t wanted = times_[static_cast<std::size_t>(time)];
    const auto nearest = std::min_element(have.begin(), have.end(), [&](std::int64_t a, std::int64_t b) {
        return std::abs(a - wanted) < std::abs(b - wanted);
    });
    return nearest - have.begin();
}

Tensor Spectral::coefficients(const Tensor& x) const
{
    Tensor a = x.view({x.size(0), harmonics_->size(), timeCount(), -1});
    if (model_.channels.size() > 1) {
        a = at::matmul(a, channelBasisN_.transpose(1, 2));
    }
    if (timeCount() > 1) {
        a = at::matmul(timeBasisN_, a);
    }
    return a / kappa_;
}

Tensor Spectral::adjoint(const Tensor& coefficients) const
{
    Tensor x = coefficients / kappa_;
    if (timeCount() > 1) {
        x = at::matmul(timeBasisN_.transpose(1, 2), x);
    }
    if (model_.channels.size() > 1) {
        x = at::matmul(x, channelBasisN_);
    }
    return x.reshape({x.size(0), -1});
}

Tensor Spectral::field(const Tensor& x, int channel, int time) const
{
    const std::int64_t members = x.size(0), n = harmonics_->size();
    const Tensor weight = timeBasisN_.select(1, time).unsqueeze(2) * channelBasisN_.select(1, channel).unsqueeze(1);
    const Tensor a = at::matmul(x.view({members, n, 1, -1}), weight.view({n, -1, 1})).view({members, n}) / kappa_;
    return harmonics_->synthesis(a) * scale_[channel] + background(channel, time);
}

Tensor Spectral::background(int channel, int time) const
{
    return mean_[meanIndex(time)][channel];
}

Tensor Spectral::scale(int channel) const
{
    return scale_[channel];
}

Tensor Spectral::encode(const Tensor& fields) const
{
    std::vector<Tensor> standardised;
    for (int time = 0; time < timeCount(); ++time) {
        standardised.push_back((fields[time].to(options_) - mean_[meanIndex(time)]) / scale_);
    }
    const Tensor a = harmonics_->analysis(at::stack(standardised)).permute({2, 0, 1}).unsqueeze(0);  // [1, N, t, c]
    // the rotation is orthonormal: its adjoint undoes it, and κ enters once more
    return (adjoint(a.contiguous()) * (kappa_ * kappa_)).squeeze(0);
}

Tensor Spectral::meanSquare(const Tensor& d) const
{
    Tensor a = d.view({d.size(0), harmonics_->size(), timeCount(), -1});
    if (timeCount() > 1) {
        a = at::matmul(timeBasisN_, a);
    }
    const double scale = 4 * earth::pi * kappa_ * kappa_ * static_cast<double>(model_.channels.size());
    return a.square().sum(at::IntArrayRef{1, 3}) / scale;
}

Tensor Spectral::degreeGram(const std::vector<std::pair<int, int>>& a, const std::vector<std::pair<int, int>>& b,
                            const Tensor& v) const
{
    const std::int64_t n = model_.truncation + 1;
    const Tensor l = at::arange(n, at::kLong);
    // λ and what is made of it depend on degree only: order 0 speaks for all
    const Tensor degree = v.to(at::kCPU, at::kDouble).view({harmonics_->size(), -1}).index_select(0, l * l + l);
    const auto rows = [&](const std::vector<std::pair<int, int>>& pairs) {
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

std::shared_ptr<const observe::PointOperator> Spectral::points(const std::vector<observe::Point>& points) const
{
    return std::make_shared<SpectralPoints>(*this, points);
}

}  // namespace core::prior
