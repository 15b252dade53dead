#pragma once

#include "core/data/gridded.h"
#include "core/earth/model/pressure_levels.h"
#include "core/earth/model/world.h"

#include <cstdint>
#include <functional>

namespace core::earth::model {

constexpr std::int64_t weatherStep = 6 * 3600;  ///< seconds between states of weather

/// How weather begins: all members at the shipped start of the season, each disturbed by its own noise.
struct Beginning {
    std::uint64_t seed = 0;
    int members = 1;
    std::int64_t start = 0;  ///< of the first state, seconds since 1970
    double settleDays = 20;  ///< run before it, until the start is forgotten
    double disturbance = 2e-6;  ///< s-1, of vorticity: a tenth of what weather has
};

/// Brings the model's members to the first state.
/// told  called with the share that is done
void settle(Atmosphere& air, const Beginning& beginning, const std::function<void(double)>& told);

/// What of a model's states a grid can show.
class Shown {
public:
    Shown(const EarthModel& earth, const ShownGrid& grid);
    /// [members, channels, lat, lon] float32 on the CPU, as PressureLevels::channels() names them
    [[nodiscard]] Tensor fields(const State& state) const;

private:
    int truncation_;
    PressureLevels levels_;
};

/// Six-hourly weather of one member on the 64 × 32 Gaussian grid, the same for the same seed and start.
/// throws Error{badInput} when it does not stay finite
[[nodiscard]] data::Gridded weather(std::uint64_t seed, std::int64_t start, int states, const std::function<void(double)>& told);

}  // namespace core::earth::model
