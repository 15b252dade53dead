#include "core/earth/model/starts.h"

#include "core/base/noise.h"
#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>

namespace core::earth::model {
namespace {

using Projection = GaussianTransform::Projection;

/// sin φ, [lat, 1, 1, 1] float64
Tensor sines(const Transform& transform)
{
    std::vector<double> sine;
    for (const double lat : transform.lat()) {
        sine.push_back(std::sin(radians(lat)));
    }
    return at::tensor(at::ArrayRef<double>(sine), at::kDouble).view({-1, 1, 1, 1});
}

}  // namespace

State spectral(const GridState& fields, const GaussianTransform& transform, double referenceKelvin)
{
    const auto options = transform.options();
    const std::int64_t lats = fields.u.size(0), lons = fields.u.size(1), B = fields.u.size(2),
                       L = fields.u.size(3);
    const std::int64_t n = transform.truncation() + 1;
    const Tensor cosine = (1 - sines(transform).square()).sqrt().to(fields.u.options());
    const auto waves = [&](const Tensor& t) {
        return transform.fourier(t.to(options).reshape({lats, lons, -1}));
    };
    const Tensor u = waves(fields.u * cosine), v = waves(fields.v * cosine);
    const auto project = [&](const Tensor& t, Projection kind) { return transform.project(t, kind); };
    const Tensor zeta = transform.eastward(project(v, Projection::shallow)) + project(u, Projection::slope);
    const Tensor delta = transform.eastward(project(u, Projection::shallow)) - project(v, Projection::slope);
    const Tensor T = project(waves(fields.temperature - referenceKelvin), Projection::value);
    return {.upper = at::stack({zeta / radiusMetres, delta / radiusMetres, T}).view({3, 2, n, n, B, L}),
            .pressure = project(waves((fields.pressure / referencePressure).log()), Projection::value)};
}

GridState gridded(const State& state, const Transform& transform, double referenceKelvin)
{
    const auto lats = static_cast<std::int64_t>(transform.lat().size());
    const auto lons = static_cast<std::int64_t>(transform.lon().size());
    const std::int64_t B = state.members(), L = state.upper.size(5);
    const Tensor l = at::arange(transform.truncation() + 1, at::kDouble);
    Tensor inverse = -radiusMetres / (l * (l + 1));
    inverse[0] = 0;
    const Tensor scaled = inverse.view({-1, 1, 1}).to(transform.options());
    const Tensor psi = state.upper[vorticity] * scaled, chi = state.upper[divergence] * scaled;
    Tensor u = transform.legendre(transform.eastward(chi)), v = transform.legendre(transform.eastward(psi));
    transform.addSlope(u, psi, -1);
    transform.addSlope(v, chi, 1);
    std::vector<double> cosines;
    for (const double row : transform.lat()) {
        cosines.push_back(std::max(1e-6, std::cos(radians(row))));
    }
    const Tensor cosine = at::tensor(at::ArrayRef<double>(cosines), at::kDouble).view({-1, 1, 1, 1}).to(transform.options());
    const auto shaped = [&](const Tensor& t) { return t.view({lats, lons, B, L}); };
    return {.u = shaped(transform.grid(u)).div_(cosine),
            .v = shaped(transform.grid(v)).div_(cosine),
            .temperature = shaped(transform.synthesis(state.upper[temperature])).add_(referenceKelvin),
            .pressure = transform.synthesis(state.pressure).exp().mul_(referencePressure)};
}

State resting(const Atmosphere& model, std::int64_t members, double kelvin, const Tensor& ground)
{
    const auto& transform = model.transform();
    const auto options = transform.options();
    const std::int64_t n = transform.truncation() + 1,
                       L = static_cast<std::int64_t>(model.plan().half.size()) - 1;
    State state{at::zeros({3, 2, n, n, members, L}, options), at::zeros({2, n, n, members}, options)};
    state.upper[temperature][0][0][0].fill_(kelvin - model.plan().referenceKelvin);
    if (ground.defined()) {
        state.pressure.sub_((ground / (gasConstantDryAir * kelvin)).unsqueeze(-1).to(options));
    }
    if (model.plan().meanPascal > 0) {
        const Tensor mean = transform.mean(transform.synthesis(state.pressure).exp()).log();
        state.pressure[0][0][0].sub_(mean - std::log(model.plan().meanPascal / referencePressure));
    }
    return state;
}

void disturb(State& state, double deviation, std::uint64_t seed, std::uint32_t firstMember)
{
    const std::int64_t n = state.upper.size(2), L = state.upper.size(5);
    const Tensor l = at::arange(n), m = at::arange(n);
    Tensor there =
        (l.unsqueeze(0) >= m.unsqueeze(1)).logical_and(l.unsqueeze(0) > 0).to(at::kFloat);  // [M, N]
    there = at::stack({there, there});
    there[1][0].fill_(0);
    const double each = deviation / std::sqrt(double(n) * double(n) - 1);
    Tensor noise = at::empty({state.members(), L, 2, n, n}, at::kFloat);
    for (std::int64_t b = 0; b < state.members(); ++b) {
        base::fillNormal(noise[b].data_ptr<float>(), 0, static_cast<std::size_t>(noise[b].numel()),
                         {.seed = seed, .member = firstMember + static_cast<std::uint32_t>(b)});
    }
    state.upper[vorticity].add_((noise * there * each).permute({2, 3, 4, 0, 1}).to(state.upper.options()));
}

BaroclinicWave baroclinicWave(const Plan& plan, double gust, const at::TensorOptions& options)
{
    constexpr double jet = 35, start = 0.252, tropopause = 0.2, ground = 288, lapse = 0.005, warming = 4.8e5;
    const GaussianTransform transform(plan.truncation, options.dtype(at::kDouble));
    const Levels levels(plan.half);
    const Tensor eta = at::tensor(at::ArrayRef<double>(levels.full()), at::kDouble);
    const Tensor angle = (eta - start) * (pi / 2);
    const Tensor s = sines(transform), s2 = s.square(), c = (1 - s2).sqrt();
    const Tensor wind = (2 * (-2 * s2.pow(3) * (1 - s2 + 1.0 / 3) + 10.0 / 63)) * jet;
    const Tensor spin = (8.0 / 5 * c.pow(3) * (s2 + 2.0 / 3) - pi / 4) * (radiusMetres * plan.rotation);

    const Tensor profile = ground * eta.pow(gasConstantDryAir * lapse / gravity) +
                           warming * (tropopause - eta).clamp_min(0).pow(5);
    const Tensor steep = 0.75 * eta * (pi * jet / gasConstantDryAir) * angle.sin() * angle.cos().sqrt();
    const Tensor T = profile + steep * (wind * angle.cos().pow(1.5) + spin);
    const double surface = std::pow(std::cos((1 - start) * pi / 2), 1.5);
    const Tensor Phi = jet * surface * (wind / 2 * surface + spin);

    std::vector<double> distance;
    for (const double lat : transform.lat()) {
        for (const double lon : transform.lon()) {
            distance.push_back(std::acos(std::clamp(cosAngle(40, 20, lat, lon), -1.0, 1.0)));
        }
    }
    const auto lats = static_cast<std::int64_t>(transform.lat().size());
    const auto lons = static_cast<std::int64_t>(transform.lon().size());
    const Tensor far = at::tensor(at::ArrayRef<double>(distance), at::kDouble).view({lats, lons, 1, 1});
    const Tensor u = jet * angle.cos().pow(1.5) * (2 * s * c).square() + gust * (-(far * 10).square()).exp();
    const Tensor pressure = at::full({lats, lons, 1}, referencePressure, at::kDouble);
    const State state = spectral(
        {.u = u, .v = at::zeros_like(u), .temperature = T.expand_as(u), .pressure = pressure}, transform,
        plan.referenceKelvin);
    return {
        .state = state.to(options),
        .ground = transform.analysis(Phi.expand({lats, lons, 1, 1}).reshape({lats, lons, 1})).squeeze(-1)};
}

}  // namespace core::earth::model
