#include "core/earth/model/pressure_levels.h"

#include "core/data/cf_names.h"
#include "core/earth/model/starts.h"

#include <array>
#include <cmath>

namespace core::earth::model {
namespace {

constexpr std::array<double, 3> levelsHpa = {250, 500, 850};
constexpr double lapse = 0.0065;  // K m-1
constexpr double coldest = 255;   // K, of air below ground, half-way to it
constexpr double exponent = gasConstantDryAir * lapse / gravity;

}  // namespace

/// Columns of air on the grid.
struct PressureLevels::Columns {
    Tensor u, v, T, Phi;  // [lat, lon, B, L]
    Tensor pressure;      // ln(p_s/p₀), [lat, lon, B]

    /// ln σ between two layers, and the layers
    struct Place {
        Tensor upper, lower;  // [lat, lon, B, 1]
        Tensor share, above,
            below;  // of the lower one; ln σ − its nodes' and the nodes' distance is above − below
    };
    [[nodiscard]] static Tensor between(const Tensor& field, const Place& at)
    {
        const Tensor a = field.gather(-1, at.upper), b = field.gather(-1, at.lower);
        return (a + at.share * (b - a)).squeeze(-1);
    }
};

PressureLevels::PressureLevels(const Plan& plan, const ShownGrid& grid, const Tensor& ground,
                               const at::TensorOptions& options)
    : plan_(plan), transform_(plan.truncation, grid.lat, grid.lon, options)
{
    const Levels levels(plan.half);
    hydrostatic_ = levels.hydrostatic().t().contiguous().to(options);
    nodes_ = at::tensor(at::ArrayRef<double>(levels.full()), at::kDouble).log().to(options);
    if (ground.defined()) {
        ground_ = transform_.synthesis(ground.unsqueeze(-1).to(options)).unsqueeze(-1);
    }
}

std::vector<Channel> PressureLevels::channels()
{
    std::vector<Channel> result;
    const auto add = [&](const std::string& name, double level) {
        result.push_back(
            {name, data::humanLabel(name, level), data::canonicalUnit(name).value_or("1"), level});
    };
    for (const char* name : {"eastward_wind", "northward_wind", "air_temperature", "geopotential_height"}) {
        for (const double level : levelsHpa) {
            add(name, level);
        }
    }
    add("air_pressure_at_mean_sea_level", 0);
    add("air_temperature", 0);
    return result;
}

PressureLevels::Columns PressureLevels::columns(const State& state) const
{
    const GridState air = gridded(state, transform_, plan_.referenceKelvin);
    Columns columns{.u = air.u, .v = air.v, .T = air.temperature, .Phi = {}, .pressure = {}};
    columns.Phi = at::matmul(columns.T, hydrostatic_);
    if (ground_.defined()) {
        columns.Phi.add_(ground_);
    }
    columns.pressure = transform_.synthesis(state.pressure);
    return columns;
}

Tensor PressureLevels::fields(const State& state) const
{
    const Columns air = columns(state);
    const std::int64_t last = nodes_.numel() - 1;
    const Tensor lowT = air.T.select(-1, last), lowPhi = air.Phi.select(-1, last);
    std::array<std::vector<Tensor>, 4> found;
    for (const double level : levelsHpa) {
        const Tensor x = std::log(level * 100 / referencePressure) - air.pressure;  // ln σ
        const Tensor inside = x.clamp(nodes_[0].item<double>(), nodes_[last].item<double>()).unsqueeze(-1);
        Columns::Place at;
        at.lower = at::searchsorted(nodes_, inside).clamp(1, last);
        at.upper = at.lower - 1;
        at.above = inside - nodes_.index_select(0, at.upper.flatten()).view_as(inside);
        at.below = inside - nodes_.index_select(0, at.lower.flatten()).view_as(inside);
        const Tensor gap = at.above - at.below;
        at.share = at.above / gap;
        const Tensor under =
            ((x - nodes_[last]).clamp_min(0) * exponent).exp();  // T/T_low below the lowest layer
        // Φ'' = −R dT/dlnσ between the nodes
        const Tensor slope = (air.T.gather(-1, at.lower) - air.T.gather(-1, at.upper)) / gap;
        const Tensor bend = (slope * at.above * at.below).squeeze(-1) * (-gasConstantDryAir / 2);
        found[0].push_back(Columns::between(air.u, at));
        found[1].push_back(Columns::between(air.v, at));
        found[2].push_back(Columns::between(air.T, at) * under);
        found[3].push_back((Columns::between(air.Phi, at) + bend) / gravity - lowT * (under - 1) / lapse);
    }
    std::vector<Tensor> all;
    for (const auto& variable : found) {
        all.insert(all.end(), variable.begin(), variable.end());
    }
    const Tensor nearGround = lowT * std::exp(-nodes_[last].item<double>() * exponent);
    const Tensor height = ground_.defined() ? ground_.squeeze(-1) / gravity : at::zeros_like(lowT);
    // under cold high ground the air that is not there would be too heavy
    const Tensor reduced = at::maximum(nearGround, (nearGround + coldest) / 2);
    all.push_back(referencePressure * air.pressure.exp() * (1 + lapse * height / reduced).pow(1 / exponent));
    all.push_back(nearGround);
    return at::stack(all).permute({3, 0, 1, 2}).contiguous();
}

}  // namespace core::earth::model
