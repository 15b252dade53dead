#include "core/prior/spectral.h"

#include "core/api/error.h"
#include "core/earth/harmonics.h"
#include "core/earth/sphere.h"
#include "core/prior/spectral_points.h"

#include <algorithm>
#include <cmath>

namespace core::prior {

Spectral::Spectral(SpectralModel model, std::vector<std::int64_t> times, const at::TensorOptions& options)
    : model_(std::move(model)), times_(std::move(times)), options_(options)
{
    const int n = model_.truncation + 1;
    kappa_ = n / std::sqrt(4 * earth::pi);
    grid_ = std::make_shared<DisplayGrid>(DisplayGrid{model_.lat, model_.lon, earth::coversGlobe(model_.lat, model_.lon)});
    harmonics_ = std::make_unique<earth::Harmonics>(model_.truncation, model_.lat, model_.lon, options);
    const SpectralShape shape{times_, model_.truncation, kappa_, model_.degreeCovariance, model_.timeScaleHours, options};
    time_ = timeCount() > mostDiagonalised ? chainTime(shape) : eigenTime(shape);
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

Tensor Spectral::field(const Tensor& x, int channel, int time) const
{
    const Tensor a = time_->coefficients(x, channel, time);
    return harmonics_->synthesis(a) * scale_[channel] + background(channel, time);
}

Tensor Spectral::fields(const Tensor& x, int time) const
{
    std::vector<Tensor> all;
    for (int c = 0; c < static_cast<int>(model_.channels.size()); ++c) {
        all.push_back(field(x, c, time));
    }
    return at::stack(all, 1);
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
    return latentOf(coefficientsOf(fields)).squeeze(0);
}

Tensor Spectral::coefficientsOf(const Tensor& fields) const
{
    std::vector<Tensor> standardised;
    for (int time = 0; time < fields.size(0); ++time) {
        standardised.push_back((fields[time].to(options_) - mean_[meanIndex(time)]) / scale_);
    }
    return harmonics_->analysis(at::stack(standardised)).permute({2, 0, 1}).unsqueeze(0).contiguous();  // [1, N, t, c]
}

Tensor Spectral::latentOf(const Tensor& coefficients) const
{
    // the rotation is orthonormal: its adjoint undoes it, and κ enters once more
    return time_->adjoint(coefficients).mul_(kappa_ * kappa_);
}

Tensor Spectral::meanSquare(const Tensor& d) const
{
    return time_->meanSquare(d);
}

Tensor Spectral::channelSquares(const Tensor& d) const
{
    return coefficients(d).square().sum(1) / (4 * earth::pi);
}

std::shared_ptr<const observe::PointOperator> Spectral::points(const std::vector<observe::Point>& points) const
{
    return std::make_shared<SpectralPoints>(*this, points);
}

Tensor Spectral::states(const Tensor& x) const
{
    return coefficients(x).transpose(1, 2).flatten(2);
}

Tensor Spectral::latent(const Tensor& states) const
{
    const auto channels = static_cast<std::int64_t>(model_.channels.size());
    return latentOf(states.view({states.size(0), states.size(1), -1, channels}).transpose(1, 2).contiguous());
}

Tensor Spectral::expected(const Tensor& last, const Tensor& mean) const
{
    const auto channels = static_cast<std::int64_t>(model_.channels.size());
    const auto later = times_.begin() + 1;
    const Tensor decay = timeCorrelation({later, later + mean.size(1)}, {times_.front()}, model_.timeScaleHours)  // [T+1, k, 1]
                             .index_select(0, earth::degrees(model_.truncation)).to(options_);
    return (decay.transpose(0, 1) * last.view({last.size(0), 1, -1, channels})).flatten(2);
}

observe::Observed Spectral::given(const Tensor&) const
{
    throw Error(Cause::bug, "States of a spectral prior are not given by observing them.");
}

}  // namespace core::prior
