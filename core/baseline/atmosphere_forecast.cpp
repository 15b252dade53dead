#include "core/baseline/atmosphere_forecast.h"

#include "core/baseline/bicubic.h"
#include "core/earth/model/levels.h"
#include "core/earth/model/starts.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace core::baseline {
namespace {

namespace model = earth::model;

constexpr int perDay = 4;
constexpr int repeats = 4;  // until the fields are shown again to a few percent of the weather's spread
/// Where departures are known: nothing at the top, three levels, and the ground.
constexpr std::array<double, 4> nodesHpa = {50, 250, 500, 850};
constexpr std::int64_t u = 0, v = 3, temperature = 6, seaLevelPressure = 12,
                       nearGround = 13;  // first channels

/// Linear in ln p between nodes, constant beyond them: values [lat, lon, nodes] at x [lat, lon, L]
Tensor interpolated(const Tensor& values, const Tensor& nodes, const Tensor& x)
{
    Tensor out = values.select(-1, 0).unsqueeze(-1).expand_as(x).clone();
    for (std::int64_t i = 1; i < values.size(-1); ++i) {
        const Tensor low = nodes.select(-1, i - 1).unsqueeze(-1), high = nodes.select(-1, i).unsqueeze(-1);
        const Tensor share = ((x - low) / (high - low)).clamp(0, 1);
        out += share * (values.select(-1, i) - values.select(-1, i - 1)).unsqueeze(-1);
    }
    return out;
}

}  // namespace

AtmosphereForecast::AtmosphereForecast(int truncation, const model::ShownGrid& grid)
    : grid_(grid),
      earth_(model::earthModel(model::shippedWorld(), truncation, at::kFloat)),
      shown_(earth_, grid)
{
    const std::vector<double> full = model::Levels(earth_.atmosphere->plan().half).full();
    logSigma_ = at::tensor(at::ArrayRef<double>(full), at::kDouble).log().to(at::kFloat);
}

/// The zonal mean of the season's start, over this ground.
model::GridState AtmosphereForecast::seasonal(double seconds) const
{
    const model::Atmosphere& air = *earth_.atmosphere;
    const model::World& world = model::shippedWorld();
    const auto nearest = static_cast<std::int64_t>(model::nearestStart(world, seconds));
    const model::State start = model::truncated(model::membersOf(world.starts, nearest, 1),
                                                air.plan().truncation);
    model::GridState out = model::gridded(start, air.transform(), air.plan().referenceKelvin);
    for (Tensor* field : {&out.u, &out.v, &out.temperature}) {
        *field = field->mean(1, true).expand_as(*field).clone();
    }
    return out;
}

/// Adds departures at pressure levels, off [C, lat, lon], to a state.
void AtmosphereForecast::correct(model::GridState& air, const Tensor& off) const
{
    const auto& transform = earth_.atmosphere->transform();
    const Bicubic bicubic({grid_.lat, grid_.lon}, {transform.lat(), transform.lon()});
    const auto there = [&](std::int64_t channel) {
        const bool wind = channel < temperature;
        return bicubic.apply(off[channel], wind ? Bicubic::Component::vector : Bicubic::Component::scalar)
            .to(at::kFloat);
    };
    const Tensor logPressure = (air.pressure.squeeze(-1) / model::referencePressure).log();  // [lat, lon]
    const Tensor x = logPressure.unsqueeze(-1) + logSigma_;
    constexpr double pascalPerHpa = 100;
    std::vector<Tensor> nodes;
    for (const double level : nodesHpa) {
        nodes.push_back(
            at::full_like(logPressure, std::log(level * pascalPerHpa / model::referencePressure)));
    }
    const auto known = [&](std::int64_t first) {
        const Tensor nothing = at::zeros_like(logPressure);
        return std::vector<Tensor>{nothing, there(first), there(first + 1), there(first + 2)};
    };
    const Tensor at = at::stack(nodes, -1);
    air.u += interpolated(at::stack(known(u), -1), at, x).unsqueeze(2);
    air.v += interpolated(at::stack(known(v), -1), at, x).unsqueeze(2);
    // the lowest layer's temperature is known from that near the ground
    std::vector<Tensor> warmth = known(temperature);
    warmth.push_back(there(nearGround));
    nodes.push_back(at::maximum(x.select(-1, -1), nodes.back() + 0.01));
    air.temperature += interpolated(at::stack(warmth, -1), at::stack(nodes, -1), x).unsqueeze(2);
    // a share of the pressure at mean sea level is the same share of that at the ground
    air.pressure *= (1 + there(seaLevelPressure) / model::referencePressure).unsqueeze(-1);
}

void AtmosphereForecast::start(const Tensor& wanted, double seconds)
{
    model::Atmosphere& air = *earth_.atmosphere;
    const double reference = air.plan().referenceKelvin;
    model::GridState state = seasonal(seconds);
    for (int i = 0; i < repeats; ++i) {
        const model::State made = model::spectral(state, air.transform(), reference);
        correct(state, wanted.to(at::kFloat) - shown_.fields(made)[0]);
    }
    air.start(model::spectral(state, air.transform(), reference), seconds);
}

void AtmosphereForecast::advance()
{
    earth_.atmosphere->advance(earth_.atmosphere->stepsPerDay() / perDay);
}

Tensor AtmosphereForecast::fields() const
{
    return shown_.fields(earth_.atmosphere->state())[0];
}

}  // namespace core::baseline
