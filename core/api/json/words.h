#pragma once

#include <cstdint>
#include <string>

namespace core::json {

/// Seconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds: PT6H, P1D, P1DT12H.
/// throws Error{badInput} naming `path`
[[nodiscard]] std::int64_t secondsOfDuration(const std::string& text, const std::string& path);

/// PT6H of 21600, P1D of 86400.
[[nodiscard]] std::string durationOfSeconds(std::int64_t seconds);

/// throws Error{badInput} naming `path` unless the text is a date or a date and time, ISO 8601
void expectTime(const std::string& text, const std::string& path);

/// throws Error{badInput} naming `path` unless the text is a positive number and a unit, e.g. "1.8 K"
void expectQuantity(const std::string& text, const std::string& path);

}  // namespace core::json
