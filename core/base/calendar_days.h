#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace core::base {

/// The calendars of CF 1.8, section 4.4.1. `standard` is Julian until 4 October 1582 and Gregorian after.
enum class Calendar { standard, proleptic, julian, noleap, allLeap, days360 };

struct Date {
    std::int64_t year = 1970;
    int month = 1, day = 1;
};

/// Calendar of a CF attribute (lower case, empty is standard); nothing when unknown.
[[nodiscard]] std::optional<Calendar> calendarNamed(std::string_view name);

[[nodiscard]] int daysInMonth(Calendar calendar, std::int64_t year, int month);

/// true when the calendar has this date
[[nodiscard]] bool exists(Calendar calendar, const Date& date);

/// Number of a day; 1970-01-01 is 0 in the calendars that follow the sun, other calendars count from their year 0.
[[nodiscard]] std::int64_t dayOfDate(Calendar calendar, const Date& date);

/// Inverse of dayOfDate.
[[nodiscard]] Date dateOfDay(Calendar calendar, std::int64_t day);

}  // namespace core::base
