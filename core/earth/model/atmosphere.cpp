#include "core/earth/model/atmosphere.h"

#include "core/api/error.h"

namespace core::earth::model {

Atmosphere::Atmosphere(const Plan& plan, std::shared_ptr<const Forcing> forcing, const Tensor& ground,
                       const at::TensorOptions& options)
    : plan_(plan),
      transform_(std::make_shared<GaussianTransform>(plan.truncation, options)),
      dynamics_(plan, transform_, forcing, ground),
      implicit_(plan, options),
      stepsPerDay_(plan.stepsPerDay > 0 ? plan.stepsPerDay : stepsFor(plan.truncation)),
      step_(secondsPerDay / stepsPerDay_)
{
    const auto layers = static_cast<std::int64_t>(plan.half.size()) - 1;
    const Tensor l = at::arange(plan.truncation + 1, at::kDouble);
    const double last = double(plan.truncation) * (plan.truncation + 1);
    const Tensor diffusion = (l * (l + 1) / last).pow(plan.diffusionOrder / 2.0) /
                             (plan.diffusionHours * 3600);
    Tensor rate = diffusion.view({1, -1, 1}).expand({3, -1, layers}).clone();
    if (const std::vector<double> friction = forcing ? forcing->friction() : std::vector<double>{};
        !friction.empty()) {
        rate.narrow(0, 0, 2).add_(at::tensor(at::ArrayRef<double>(friction), at::kDouble));
    }
    rate_ = rate.view({3, 1, 1, -1, 1, layers}).to(options);
}

void Atmosphere::start(const State& state, double seconds)
{
    now_ = state.to(transform_->options()).clone();
    before_ = now_;
    seconds_ = seconds;
    fresh_ = true;
}

void Atmosphere::resume(const State& before, const State& now, double seconds)
{
    before_ = before.to(transform_->options()).clone();
    now_ = now.to(transform_->options()).clone();
    seconds_ = seconds;
    fresh_ = false;
}

void Atmosphere::damp(State& x, double interval) const
{
    x.upper.div_(rate_ * interval + 1);
}

void Atmosphere::advance(int steps)
{
    for (int i = 0; i < steps; ++i) {
        const double interval = fresh_ ? step_ : 2 * step_;
        const State rates = dynamics_.rates(now_, seconds_);
        State next = implicit_.advanced(before_, now_, rates, interval);
        damp(next, interval);
        if (!fresh_) {
            const auto filter = [&](const Tensor& before, Tensor& now, Tensor& after) {
                const Tensor d = at::add(before, after).sub_(now, 2).mul_(plan_.filter / 2);
                now.add_(d, plan_.williams);
                after.add_(d, plan_.williams - 1);
            };
            filter(before_.upper, now_.upper, next.upper);
            filter(before_.pressure, now_.pressure, next.pressure);
        }
        before_ = now_;
        now_ = next;
        fresh_ = false;
        seconds_ += step_;
    }
    if (!now_.pressure.isfinite().all().item<bool>()) {
        throw Error(Cause::badInput, "The simulated atmosphere is no longer finite.",
                    "Take more steps a day, or a smoother start.");
    }
}

}  // namespace core::earth::model
