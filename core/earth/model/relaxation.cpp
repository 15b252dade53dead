#include "core/earth/model/relaxation.h"

#include "core/earth/sphere.h"

#include <cmath>

namespace core::earth::model {
namespace {

constexpr double yearDays = 365.2425;

Tensor sines(const Transform& transform)
{
    std::vector<double> sine;
    for (const double lat : transform.lat()) {
        sine.push_back(std::sin(radians(lat)));
    }
    return at::tensor(at::ArrayRef<double>(sine), at::kDouble).view({-1, 1, 1});
}

Tensor fullLevels(const Levels& levels)
{
    return at::tensor(at::ArrayRef<double>(levels.full()), at::kDouble);
}

}  // namespace

Tensor nearGround(const Levels& levels)
{
    constexpr double top = 0.7;
    return ((fullLevels(levels) - top) / (1 - top)).clamp_min(0);
}

Climate heldSuarez(const Levels& levels, const Transform& transform)
{
    constexpr double free = 1.0 / 40 / secondsPerDay, ground = 1.0 / 4 / secondsPerDay;
    const Tensor sin2 = sines(transform).square(), cos4 = (1 - sin2).square();
    return {.surface = 315 - 60 * sin2, .rate = free + (ground - free) * nearGround(levels) * cos4};
}

Relaxation::Relaxation(const Climate& climate, const Levels& levels, const Transform& transform,
                       double referenceKelvin)
    : levels_(levels), stratosphere_(climate.stratosphere), referenceKelvin_(referenceKelvin)
{
    const Tensor sigma = fullLevels(levels), power = sigma.pow(kappa), cos2 = 1 - sines(transform).square();
    const auto made = [&](const Tensor& t) {
        return t.defined() ? t.contiguous().unsqueeze(2).contiguous().to(transform.options()) : t;
    };
    surface_ = made((climate.surface - climate.stability * sigma.log() * cos2) * power);
    if (climate.cosine.defined()) {
        cosine_ = made(climate.cosine * power);
        sine_ = made(climate.sine * power);
    }
    rate_ = made(climate.rate);
    dayCosine_ = made(climate.dayCosine);
    daySine_ = made(climate.daySine);
    lapse_ = made(climate.stability * cos2 * power);
}

Tensor Relaxation::heating(const Air& air) const
{
    const double year = 2 * pi * air.seconds / (yearDays * secondsPerDay);
    const Tensor surface = cosine_.defined()
                               ? at::add(at::add(surface_, cosine_, std::cos(year)), sine_, std::sin(year))
                               : surface_;
    const Tensor pressure = air.pressure.unsqueeze(-1);
    Tensor heating = at::mul(lapse_, pressure).neg_().add_(surface);
    heating.mul_((pressure * kappa).exp_()).clamp_min_(stratosphere_).sub_(referenceKelvin_);
    heating.sub_(air.temperature).mul_(rate_);
    if (dayCosine_.defined()) {
        const double day = 2 * pi * std::fmod(air.seconds, secondsPerDay) / secondsPerDay;
        heating.add_(at::add(dayCosine_ * std::cos(day), daySine_, std::sin(day)));
    }
    return heating;
}

std::vector<double> Relaxation::friction() const
{
    constexpr double strength = 1 / secondsPerDay;
    const Tensor rate = nearGround(levels_) * strength;
    return {rate.data_ptr<double>(), rate.data_ptr<double>() + rate.numel()};
}

}  // namespace core::earth::model
