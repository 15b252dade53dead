#include "core/base/calendar_days.h"

namespace core::base {
namespace {

constexpr int monthLengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr std::int64_t epochGregorian = 719528;  // days from 0000-01-01 to 1970-01-01, proleptic Gregorian
constexpr std::int64_t epochJulian = 719530;     // the same from 0000-01-01 of the Julian calendar
constexpr std::int64_t reform = -141427;         // 1582-10-15

std::int64_t floorDiv(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b != 0 && a < 0 ? 1 : 0);
}

bool julianAt(Calendar calendar, const Date& date)
{
    return calendar == Calendar::julian ||
           (calendar == Calendar::standard &&
            (date.year < 1582 ||
             (date.year == 1582 && (date.month < 10 || (date.month == 10 && date.day < 15)))));
}

bool leapYear(Calendar calendar, std::int64_t year)
{
    switch (calendar) {
    case Calendar::noleap:
    case Calendar::days360:
        return false;
    case Calendar::allLeap:
        return true;
    default:
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0 || julianAt(calendar, {year, 2, 1}));
    }
}

// Days from 0000-01-01 to <year>-01-01.
std::int64_t daysBefore(Calendar calendar, bool julian, std::int64_t year)
{
    switch (calendar) {
    case Calendar::noleap:
        return 365 * year;
    case Calendar::allLeap:
        return 366 * year;
    case Calendar::days360:
        return 360 * year;
    default: {
        const std::int64_t last = year - 1;
        const std::int64_t fours = floorDiv(last, 4) + 1;
        const std::int64_t skipped = julian ? 0 : floorDiv(last, 100) - floorDiv(last, 400);
        return 365 * year + fours - skipped;
    }
    }
}

std::int64_t epochOf(Calendar calendar, bool julian)
{
    const bool solar = calendar == Calendar::standard || calendar == Calendar::proleptic ||
                       calendar == Calendar::julian;
    return !solar ? 0 : julian ? epochJulian : epochGregorian;
}

double meanYear(Calendar calendar)
{
    switch (calendar) {
    case Calendar::noleap:
        return 365;
    case Calendar::allLeap:
        return 366;
    case Calendar::days360:
        return 360;
    default:
        return 365.2425;
    }
}

}  // namespace

std::optional<Calendar> calendarNamed(std::string_view name)
{
    struct Row {
        std::string_view name;
        Calendar calendar;
    };
    static constexpr Row table[] = {
        {"", Calendar::standard},          {"standard", Calendar::standard},
        {"gregorian", Calendar::standard}, {"proleptic_gregorian", Calendar::proleptic},
        {"julian", Calendar::julian},      {"noleap", Calendar::noleap},
        {"365_day", Calendar::noleap},     {"all_leap", Calendar::allLeap},
        {"366_day", Calendar::allLeap},    {"360_day", Calendar::days360}};
    for (const Row& row : table) {
        if (row.name == name) {
            return row.calendar;
        }
    }
    return std::nullopt;
}

int daysInMonth(Calendar calendar, std::int64_t year, int month)
{
    if (calendar == Calendar::days360) {
        return 30;
    }
    return monthLengths[month - 1] + (month == 2 && leapYear(calendar, year) ? 1 : 0);
}

bool exists(Calendar calendar, const Date& date)
{
    return date.year > -100000 && date.year < 100000 && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= daysInMonth(calendar, date.year, date.month);
}

std::int64_t dayOfDate(Calendar calendar, const Date& date)
{
    const bool julian = julianAt(calendar, date);
    std::int64_t day = daysBefore(calendar, julian, date.year) - epochOf(calendar, julian);
    const Calendar rule = julian ? Calendar::julian : calendar;
    for (int month = 1; month < date.month; ++month) {
        day += daysInMonth(rule == Calendar::standard ? Calendar::proleptic : rule, date.year, month);
    }
    return day + date.day - 1;
}

Date dateOfDay(Calendar calendar, std::int64_t day)
{
    if (calendar == Calendar::standard) {
        return dateOfDay(day < reform ? Calendar::julian : Calendar::proleptic, day);
    }
    const std::int64_t sinceZero = day + epochOf(calendar, calendar == Calendar::julian);
    Date date{static_cast<std::int64_t>(static_cast<double>(sinceZero) / meanYear(calendar)), 1, 1};
    while (dayOfDate(calendar, {date.year, 1, 1}) > day) {
        --date.year;
    }
    while (dayOfDate(calendar, {date.year + 1, 1, 1}) <= day) {
        ++date.year;
    }
    std::int64_t left = day - dayOfDate(calendar, {date.year, 1, 1});
    while (left >= daysInMonth(calendar, date.year, date.month)) {
        left -= daysInMonth(calendar, date.year, date.month);
        ++date.month;
    }
    date.day = static_cast<int>(left) + 1;
    return date;
}

}  // namespace core::base
