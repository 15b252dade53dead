#include "core/earth/model/dynamics.h"

#include <cmath>

namespace core::earth::model {

using Projection = GaussianTransform::Projection;

struct Dynamics::Fields {
    Tensor moving;       // [3, lat, lon, B, L]: U = u cos φ, V = v cos φ, T'
    Tensor zeta, delta;  // ζ + f and δ, [lat, lon, B, L]
    Tensor pressure;     // π, [lat, lon, B]
    Tensor east, north;  // ∇π (cos φ)⁻² on all layers: ∂π/∂λ /a, (1 − μ²) ∂π/∂μ /a
    Tensor products;     // [6, lat, lon, B, L]: F_u cos φ, F_v cos φ, U² + V², U T', V T', Q
    Tensor converging;   // Σ G Δσ, [lat, lon, B]
};

Dynamics::Dynamics(const Plan& plan, std::shared_ptr<const GaussianTransform> transform,
                   std::shared_ptr<const Forcing> forcing, const Tensor& ground)
    : plan_(plan), transform_(std::move(transform)), forcing_(std::move(forcing))
{
    const Levels levels(plan.half);
    const Tensor l = at::arange(plan.truncation + 1, at::kDouble);
    Tensor inverse = -radiusMetres / (l * (l + 1));
    inverse[0] = 0;
    const Tensor laplacian = l * (l + 1) / (radiusMetres * radiusMetres);
    std::vector<double> sine;
    for (const double lat : transform_->lat()) {
        sine.push_back(std::sin(radians(lat)));
    }
    const Tensor mu = at::tensor(at::ArrayRef<double>(sine), at::kDouble), cos2 = 1 - mu * mu;
    const auto options = transform_->options();
    const auto made = [&](const Tensor& t) { return t.contiguous().to(options); };
    inverse_ = made(inverse.view({-1, 1, 1}));
    order_ = made(at::stack({l, -l}).view({2, -1, 1, 1, 1}));
    laplacian_ = made(laplacian.view({-1, 1, 1}));
    if (ground.defined()) {
        ground_ = made((ground.to(at::kDouble) * laplacian).unsqueeze(-1).unsqueeze(-1));
    }
    coriolis_ = made((2 * plan.rotation * mu).unsqueeze(1));
    secant2_ = made((1 / cos2).view({-1, 1, 1}));
    gas_ = made((gasConstantDryAir * cos2).view({-1, 1, 1, 1}));
    compression_ = made(levels.compression().t());
    crossing_ = made(levels.crossing().t());
    difference_ = made(levels.difference().t());
    spread_ = made(levels.spread().t());
    thickness_ = made(at::tensor(at::ArrayRef<double>(levels.thickness()), at::kDouble).unsqueeze(1));
    targetLog_ = plan.meanPascal > 0 ? std::log(plan.meanPascal / referencePressure) : 0;
}

Dynamics::Fields Dynamics::onGrid(const State& x) const
{
    const auto lats = static_cast<std::int64_t>(transform_->lat().size());
    const auto lons = static_cast<std::int64_t>(transform_->lon().size());
    const std::int64_t B = x.members(), L = x.upper.size(5);
    const auto shaped = [&](const Tensor& t) { return t.view({lats, lons, B, L}); };
    // streamfunction and velocity potential over a, and their ∂/∂λ
    const Tensor potentials = x.upper.narrow(0, 0, 2) * inverse_;
    const Tensor turned = potentials.flip(1).mul_(order_);
    Tensor u = transform_->legendre(turned[1]), v = transform_->legendre(turned[0]);
    transform_->addSlope(u, potentials[0], -1);
    transform_->addSlope(v, potentials[1], 1);

    Fields fields;
    fields.moving = at::empty({3, lats, lons, B, L}, x.upper.options());
    const Tensor flat = fields.moving.view({3, lats, lons, B * L});
    const std::array<Tensor, 3> fouriers = {u, v, transform_->legendre(x.upper[temperature])};
    for (std::int64_t i = 0; i < 3; ++i) {
        Tensor slot = flat[i];
        transform_->grid(slot, fouriers[std::size_t(i)]);
    }
    Tensor absolute = transform_->legendre(x.upper[vorticity]);
    absolute[0].add_(coriolis_);
    fields.zeta = shaped(transform_->grid(absolute));
    fields.delta = shaped(transform_->synthesis(x.upper[divergence]));

    Tensor slope = at::zeros({2 * (plan_.truncation + 1), lats, B}, x.upper.options());
    transform_->addSlope(slope, x.pressure, 1);
    const auto spread = [&](const Tensor& t) {
        return t.mul_(secant2_ / radiusMetres).unsqueeze(-1).expand({-1, -1, -1, L}).contiguous();
    };
    fields.pressure = transform_->synthesis(x.pressure);
    fields.east = spread(transform_->synthesis(transform_->eastward(x.pressure)));
    fields.north = spread(transform_->grid(slope));
    return fields;
}

void Dynamics::products(Fields& fields, double seconds) const
{
    const Tensor U = fields.moving[0], V = fields.moving[1], T = fields.moving[2];
    const Tensor along = (U * fields.east).addcmul_(V, fields.north);  // V·∇π
    const Tensor G = fields.delta + along;
    const Tensor crossing = at::matmul(G, crossing_);
    const Tensor vertical = at::matmul(at::matmul(fields.moving, difference_).mul_(crossing), spread_);
    const Tensor gas = T * gas_;

    auto sizes = fields.moving.sizes().vec();
    sizes[0] = 6;
    fields.products = at::empty(sizes, U.options());
    Tensor A = fields.products[0], B = fields.products[1], energy = fields.products[2];
    at::mul_out(A, fields.zeta, V);
    A.sub_(vertical[0]).addcmul_(gas, fields.east, -1);
    at::mul_out(B, fields.zeta, U);
    B.add_(vertical[1]).addcmul_(gas, fields.north).neg_();
    at::mul_out(energy, U, U);
    energy.addcmul_(V, V);
    Tensor heatEast = fields.products[3], heatNorth = fields.products[4], Q = fields.products[5];
    at::mul_out(heatEast, U, T);
    at::mul_out(heatNorth, V, T);
    at::mul_out(Q, T, fields.delta);
    const Tensor omega = along.sub_(at::matmul(G, compression_));  // ω/p
    Q.sub_(vertical[2]).addcmul_(T + plan_.referenceKelvin, omega, kappa);
    if (forcing_) {
        Q.add_(forcing_->heating({.temperature = T, .pressure = fields.pressure, .seconds = seconds}));
    }
    fields.converging = at::matmul(G, thickness_).squeeze(-1);
}

State Dynamics::projected(const Fields& fields, const State& x) const
{
    const std::int64_t lats = fields.products.size(1), lons = fields.products.size(2);
    const Tensor all = transform_->fourier(fields.products.view({6 * lats, lons, -1}));
    const auto project = [&](std::int64_t i, Projection kind) {
        return transform_->project(all.narrow(0, i * lats, lats), kind).view(x.upper[0].sizes());
    };
    const auto eastward = [&](const Tensor& t) { return t.flip(0).mul_(order_); };
    constexpr double scale = 1 / radiusMetres;
    State rates{at::empty_like(x.upper), {}};
    Tensor slot = rates.upper[vorticity];
    at::add_out(slot, eastward(project(1, Projection::shallow)), project(0, Projection::slope));
    slot.mul_(scale);
    slot = rates.upper[divergence];
    at::sub_out(slot, eastward(project(0, Projection::shallow)), project(1, Projection::slope));
    slot.mul_(scale).addcmul_(project(2, Projection::shallow), laplacian_, 0.5);
    if (ground_.defined()) {
        slot.add_(ground_);
    }
    slot = rates.upper[temperature];
    at::sub_out(slot, project(4, Projection::slope), eastward(project(3, Projection::shallow)));
    slot.mul_(scale).add_(project(5, Projection::value));
    rates.pressure = transform_->analysis(fields.converging).neg_().view(x.pressure.sizes());
    return rates;
}

State Dynamics::rates(const State& x, double seconds) const
{
    Fields fields = onGrid(x);
    products(fields, seconds);
    State rates = projected(fields, x);
    if (plan_.meanPascal > 0) {
        // rounding and the form ln p_s do not keep the mass; much quicker, leapfrog would be unstable
        constexpr double relaxation = 2 * secondsPerDay;
        const Tensor mean = transform_->mean(fields.pressure.exp()).log();
        rates.pressure[0][0][0].sub_((mean - targetLog_) / relaxation);
    }
    return rates;
}

}  // namespace core::earth::model
