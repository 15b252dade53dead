#pragma once

namespace core::run {

/// Member-days of weather a second, of the shipped atmosphere at T31.
struct EarthPace {
    double median = 0, low = 0, high = 0;
};
inline constexpr int benchedMembers = 8;
/// repeats  days that are timed, each alone; ≥ 1
[[nodiscard]] EarthPace earthPace(int repeats);

}  // namespace core::run
