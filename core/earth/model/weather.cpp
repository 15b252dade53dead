#include "core/earth/model/weather.h"

#include "core/earth/model/starts.h"
#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>

namespace core::earth::model {
namespace {

constexpr int perDay = 4;
constexpr int columns = 64, rows = 32, truncation = 31;

int truncationOf(const EarthModel& earth, const ShownGrid& grid)
{
    return std::min(earth.atmosphere->plan().truncation, static_cast<int>(grid.lon.size()) / 2 - 1);
}

PressureLevels levelsOf(const EarthModel& earth, const ShownGrid& grid)
{
    Plan plan = earth.atmosphere->plan();
    plan.truncation = truncationOf(earth, grid);
    const Tensor ground = earth.map.ground.narrow(1, 0, plan.truncation + 1).narrow(2, 0, plan.truncation + 1).contiguous();
    return {plan, grid, ground, earth.atmosphere->transform().options()};
}

}  // namespace

void settle(Atmosphere& air, const Beginning& beginning, const std::function<void(double)>& told)
{
    const World& world = shippedWorld();
    const auto quarters = static_cast<int>(std::ceil(beginning.settleDays * perDay));
    const double begin = static_cast<double>(beginning.start) - quarters * static_cast<double>(weatherStep);
    const auto nearest = static_cast<std::int64_t>(nearestStart(world, begin));
    const State one = truncated(membersOf(world.starts, nearest, 1), air.plan().truncation);
    State state{one.upper.repeat({1, 1, 1, 1, beginning.members, 1}), one.pressure.repeat({1, 1, 1, beginning.members})};
    disturb(state, beginning.disturbance, beginning.seed);
    air.start(state, begin);
    for (int q = 0; q < quarters; ++q) {
        told(static_cast<double>(q) / quarters);
        air.advance(air.stepsPerDay() / perDay);
    }
}

Shown::Shown(const EarthModel& earth, const ShownGrid& grid) : truncation_(truncationOf(earth, grid)), levels_(levelsOf(earth, grid)) {}

Tensor Shown::fields(const State& state) const
{
    return levels_.fields(truncated(state, truncation_)).cpu();
}

data::Gridded weather(std::uint64_t seed, std::int64_t start, int states, const std::function<void(double)>& told)
{
    const EarthModel earth = earthModel(shippedWorld(), truncation, at::kFloat);
    Atmosphere& air = *earth.atmosphere;
    data::Gridded out{.lat = gaussianLatitudes(rows).lat, .channels = PressureLevels::channels()};
    for (int i = 0; i < columns; ++i) {
        out.lon.push_back(360.0 * i / columns);
    }
    const Shown shown(earth, {out.lat, out.lon});
    const Beginning beginning{.seed = seed, .start = start};
    const double all = beginning.settleDays * perDay + states;
    settle(air, beginning, [&](double share) { told(share * beginning.settleDays * perDay / all); });
    for (int t = 0; t < states; ++t) {
        told((beginning.settleDays * perDay + t) / all);
        out.times.push_back(start + t * weatherStep);
        const Tensor fields = shown.fields(air.state()).contiguous();
        out.values.insert(out.values.end(), fields.const_data_ptr<float>(), fields.const_data_ptr<float>() + fields.numel());
        if (t + 1 < states) {
            air.advance(air.stepsPerDay() / perDay);
        }
    }
    return out;
}

}  // namespace core::earth::model
