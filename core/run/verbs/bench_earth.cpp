#include "core/run/verbs/bench_earth.h"

#include "core/earth/model/world.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace core::run {

EarthPace earthPace(int repeats)
{
    namespace model = earth::model;
    const model::World& world = model::shippedWorld();
    const model::EarthModel earth = model::earthModel(world, world.truncation, at::kFloat);
    const model::State one = model::membersOf(world.starts, 0, 1);
    model::State state{one.upper.repeat({1, 1, 1, 1, benchedMembers, 1}),
                       one.pressure.repeat({1, 1, 1, benchedMembers})};
    constexpr double noise = 2e-6;
    model::disturb(state, noise, 1);
    model::Atmosphere& air = *earth.atmosphere;
    air.start(state, 0);
    air.advance(2);  // caches and thread pools
    std::vector<double> pace;
    for (int i = 0; i < repeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        air.advance(air.stepsPerDay());
        pace.push_back(benchedMembers /
                       std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(pace.begin(), pace.end());
    return {pace[pace.size() / 2], pace.front(), pace.back()};
}

}  // namespace core::run
