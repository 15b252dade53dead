#pragma once

#include <ATen/ATen.h>

#include <array>
#include <cstdint>

namespace core::network {

using at::Tensor;

/// Dates as Appa writes them: int64 [..., 4] = year, month, day, hour (UTC, proleptic Gregorian).
using DateHour = std::array<std::int64_t, 4>;

/// [sin, cos] of 2π (24 (day of year − 1) + hour)/(24 · days of the year): dates [..., 4] → [..., 2] float32
[[nodiscard]] Tensor yearProgress(const Tensor& dates);
/// [sin, cos] of 2π (hour + longitude/15)/24: dates [..., 4], longitude [N] degrees → [..., N, 2] float32
[[nodiscard]] Tensor localTime(const Tensor& dates, const Tensor& longitude);
/// Appa's condition of a window: year progress of all its states, then UTC hour of all; [B, T, 4] → [B, 4T] float32
[[nodiscard]] Tensor dateFeatures(const Tensor& dates);

/// count dates from `first` on, `hours` apart; [count, 4] int64
[[nodiscard]] Tensor datesFrom(const DateHour& first, std::int64_t count, std::int64_t hours);
/// All hours from `first` to `last`, both included; [n, 4]. throws Error{badInput} when last is before first
[[nodiscard]] Tensor datesBetween(const DateHour& first, const DateHour& last);
/// The date of a day of a year, 0 = 1 January, and an hour of it
[[nodiscard]] DateHour dateOfYear(std::int64_t year, std::int64_t day, std::int64_t hour);
/// Seconds since 1970 to whole hours
[[nodiscard]] DateHour dateOfSeconds(std::int64_t seconds);

}  // namespace core::network
