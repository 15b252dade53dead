#include "core/world/lorenz63.h"

#include <cmath>

namespace core::world {

namespace {

Tensor row(double a, double b, double c)
{
    return at::tensor({a, b, c}, at::kDouble);
}

Tensor centre()
{
    return row(0, 0, 25);
}

Tensor spread()
{
    return row(8, 9, 8.6);
}

}  // namespace

DynamicChain noisyLorenz63(double step)
{
    const Tensor covariance = at::stack({row(64, 50, 0), row(50, 81, 0), row(0, 0, 75)});
    return {Lorenz63{}, {.step = step, .noise = std::sqrt(step)}, centre(), covariance};
}

Tensor standardised(const Tensor& x)
{
    return (x - centre().to(x.scalar_type())) / spread().to(x.scalar_type());
}

Tensor destandardised(const Tensor& z)
{
    return centre().to(z.scalar_type()) + spread().to(z.scalar_type()) * z;
}

Lorenz63Data lorenz63Data(const Lorenz63Plan& plan)
{
    const DynamicChain chain = noisyLorenz63();
    Draws draws(plan.seed);
    Tensor x = chain.start(plan.chains, draws);
    for (std::int64_t i = 0; i < plan.burnIn; ++i) {
        x = chain.next(x, draws);
    }
    const Tensor all = standardised(chain.trajectories(x, plan.length, draws));
    const std::int64_t training = plan.chains * 8 / 10, validation = plan.chains * 9 / 10;
    return {.training = all.narrow(0, 0, training),
            .validation = all.narrow(0, training, validation - training),
            .test = all.narrow(0, validation, plan.chains - validation)};
}

Tensor Lorenz63Sight::of(const Tensor& trajectories) const
{
    return standardised(trajectories).select(-1, 0).slice(-1, 0, std::nullopt, every);
}

Tensor Lorenz63Sight::logLikelihood(const Tensor& trajectories, const Tensor& y) const
{
    const Tensor z = (y - of(trajectories)) / error;
    return (-0.5 * z.square() - std::log(error) - 0.5 * std::log(2 * M_PI)).sum(-1);
}

}  // namespace core::world
