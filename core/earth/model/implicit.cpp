#include "core/earth/model/implicit.h"

#include <ATen/Functions.h>

namespace core::earth::model {

Implicit::Implicit(const Plan& plan, const at::TensorOptions& options)
    : meanGas_(gasConstantDryAir * plan.referenceKelvin)
{
    const Levels levels(plan.half);
    const Tensor hydrostatic = levels.hydrostatic();
    const Tensor cooling = levels.compression() * (kappa * plan.referenceKelvin);
    const Tensor thickness = at::tensor(at::ArrayRef<double>(levels.thickness()), at::kDouble);
    const Tensor coupling = hydrostatic.mm(cooling) +
                            at::ones({levels.count(), 1}, at::kDouble) * thickness * meanGas_;
    const auto [values, vectors] = at::linalg_eig(coupling);
    const Tensor order = at::real(values).argsort(0, true);
    const Tensor squares = at::real(values).index_select(0, order).contiguous();
    const Tensor modes = at::real(vectors).index_select(1, order).contiguous();
    squares_.assign(squares.data_ptr<double>(), squares.data_ptr<double>() + levels.count());
    const Tensor l = at::arange(plan.truncation + 1, at::kDouble);
    laplacian_ = (l * (l + 1) / (radiusMetres * radiusMetres)).view({-1, 1, 1}).to(options);
    hydrostatic_ = hydrostatic.t().contiguous().to(options);
    cooling_ = cooling.t().contiguous().to(options);
    thickness_ = thickness.unsqueeze(1).to(options);
    toModes_ = at::linalg_inv(modes).t().contiguous().to(options);
    fromModes_ = modes.t().contiguous().to(options);
    square_ = squares.to(options);
}

State Implicit::advanced(const State& before, const State& middle, const State& rates, double interval) const
{
    const double half = interval / 2;
    const Tensor still = middle.upper[divergence];
    // the linear terms of the middle leave the rates, and come back averaged over the ends
    const Tensor T = at::add(before.upper[temperature],
                             rates.upper[temperature] + at::matmul(still, cooling_), half);
    const Tensor pressure = at::add(before.pressure,
                                    rates.pressure + at::matmul(still, thickness_).squeeze(-1), half);
    const Tensor geopotential = at::matmul(T, hydrostatic_).add_(pressure.unsqueeze(-1), meanGas_);
    const Tensor push = geopotential.mul_(laplacian_).add_(rates.upper[divergence]);
    const Tensor known = at::add(before.upper[divergence], push, half);
    const Tensor factor = 1 / (1 + (half * half) * laplacian_ * square_);
    const Tensor mean = at::matmul(at::matmul(known, toModes_).mul_(factor), fromModes_);

    State next{at::empty_like(before.upper), {}};
    Tensor slot = next.upper[vorticity];
    at::add_out(slot, before.upper[vorticity], rates.upper[vorticity], interval);
    slot = next.upper[divergence];
    at::sub_out(slot, mean * 2, before.upper[divergence]);
    slot = next.upper[temperature];
    at::sub_out(slot, at::sub(T, at::matmul(mean, cooling_), half).mul_(2), before.upper[temperature]);
    next.pressure =
        at::sub(pressure, at::matmul(mean, thickness_).squeeze(-1), half).mul_(2).sub_(before.pressure);
    return next;
}

}  // namespace core::earth::model
