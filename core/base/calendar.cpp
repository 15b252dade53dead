#include "core/base/calendar.h"

#include "core/api/error.h"
#include "core/base/calendar_days.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>
#include <vector>

namespace core::base {
namespace {

constexpr std::int64_t daySeconds = 86400;

struct Instant {
    Date date;
    double second = 0;  ///< of the day, in UTC; may lie outside 0…86400 after a zone offset
};

std::int64_t floorDiv(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto first = out.find_first_not_of(" \t\r\n");
    return first == std::string::npos ? "" : out.substr(first, out.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<double> number(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && std::isfinite(value)
               ? std::optional(value)
               : std::nullopt;
}

std::optional<int> integer(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (true) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(at + 1);
    }
}

std::optional<int> monthNamed(std::string_view name)
{
    static constexpr std::string_view names = "janfebmaraprmayjunjulaugsepoctnovdec";
    const auto at = name.size() >= 3 ? names.find(name.substr(0, 3)) : std::string_view::npos;
    return at == std::string_view::npos || at % 3 != 0 ? std::nullopt
                                                       : std::optional(static_cast<int>(at / 3) + 1);
}

// 2018-11-20, 2018-11, 2018, 1970-1-1, 1-jan-1970, 20181120
std::optional<Date> parseDate(std::string_view text)
{
    const bool negative = text.starts_with('-');
    const auto parts = split(negative ? text.substr(1) : text, '-');
    if (parts.size() == 1 && parts[0].size() == 8) {
        const auto all = integer(parts[0]);
        return all ? std::optional(Date{*all / 10000, *all / 100 % 100, *all % 100}) : std::nullopt;
    }
    if (parts.size() > 3) {
        return std::nullopt;
    }
    if (const auto month = parts.size() == 3 ? monthNamed(parts[1]) : std::nullopt) {
        const auto day = integer(parts[0]);
        const auto year = integer(parts[2]);
        return day && year ? std::optional(Date{*year, *month, *day}) : std::nullopt;
    }
    const auto year = integer(parts[0]);
    const auto month = parts.size() > 1 ? integer(parts[1]) : std::optional(1);
    const auto day = parts.size() > 2 ? integer(parts[2]) : std::optional(1);
    if (!year || !month || !day) {
        return std::nullopt;
    }
    return Date{negative ? -*year : *year, *month, *day};
}

// 12, 12:30, 12:30:15.5, 1230, 123015 → seconds of the day
std::optional<double> parseClock(std::string_view text)
{
    const auto parts = split(text, ':');
    std::optional<double> hour = number(parts[0]), minute = 0, second = 0;
    if (parts.size() == 1 && parts[0].size() >= 4 && hour) {
        const int packed = static_cast<int>(*hour) * (parts[0].size() >= 6 ? 1 : 100);
        hour = packed / 10000;
        minute = packed / 100 % 100;
        second = packed % 100;
    }
    if (parts.size() > 1) {
        minute = number(parts[1]);
    }
    if (parts.size() > 2) {
        second = number(parts[2]);
    }
    if (parts.size() > 3 || !hour || !minute || !second || *hour < 0 || *hour > 24 || *minute < 0 ||
        *minute >= 60 || *second < 0 || *second >= 61) {
        return std::nullopt;
    }
    return *hour * 3600 + *minute * 60 + *second;
}

// Z, UTC, GMT, +05:30, -0300, 0:00 → seconds east
std::optional<double> parseZone(std::string_view text)
{
    if (text.empty() || text == "z" || text == "utc" || text == "gmt") {
        return 0;
    }
    const bool west = text.front() == '-';
    if (west || text.front() == '+') {
        text.remove_prefix(1);
    }
    const auto clock = parseClock(text);
    return clock && *clock <= 15 * 3600 ? std::optional(west ? -*clock : *clock) : std::nullopt;
}

// The text after the date: clock and zone, in one or two words.
std::optional<double> parseClockAndZone(std::string_view text)
{
    while (text.starts_with(' ')) {
        text.remove_prefix(1);
    }
    const auto zoneAt = text.find_first_of("+-zug ");
    std::string_view zone = zoneAt == std::string_view::npos ? std::string_view{} : text.substr(zoneAt);
    const std::string_view clock = text.substr(0, zoneAt);
    while (zone.starts_with(' ')) {
        zone.remove_prefix(1);
    }
    const auto seconds = clock.empty() ? std::optional(0.0) : parseClock(clock);
    const auto offset = parseZone(zone);
    return seconds && offset ? std::optional(*seconds - *offset) : std::nullopt;
}

// Date, or date and clock and zone, of lower-case text.
std::optional<Instant> parseInstant(const std::string& text)
{
    const auto cut = text.find_first_of("t ", text.find_first_of("0123456789"));
    const bool monthName = cut != std::string::npos && cut >= 2 && text[cut] == 't' &&
                           text.compare(cut - 2, 3, "oct") == 0;
    const auto end = monthName ? text.find_first_of("t ", cut + 1) : cut;
    auto date = parseDate(std::string_view(text).substr(0, end));
    if (!date && end == std::string::npos && (text.ends_with('z'))) {
        date = parseDate(std::string_view(text).substr(0, text.size() - 1));
    }
    if (!date) {
        return std::nullopt;
    }
    if (end == std::string::npos) {
        return Instant{*date, 0};
    }
    const auto seconds = parseClockAndZone(std::string_view(text).substr(end + 1));
    return seconds ? std::optional(Instant{*date, *seconds}) : std::nullopt;
}

// 2018-11-20T12:30:00Z, with or without Z and with a blank for T: what most files hold, millions of times.
std::optional<Instant> commonInstant(std::string_view text)
{
    constexpr std::string_view form = "0000-00-00T00:00:00";
    text.remove_suffix(text.ends_with('Z') ? 1 : 0);
    if (text.size() != form.size()) {
        return std::nullopt;
    }
    std::array<int, 6> part{};
    std::size_t k = 0;
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] != '0') {
            if (text[i] != form[i] && !(form[i] == 'T' && text[i] == ' ')) {
                return std::nullopt;
            }
            ++k;
        } else if (text[i] < '0' || text[i] > '9') {
            return std::nullopt;
        } else {
            part[k] = 10 * part[k] + (text[i] - '0');
        }
    }
    const auto [year, month, day, hour, minute, second] = part;
    const bool clock = hour <= 24 && minute < 60 && second < 61;
    return clock ? std::optional(Instant{{year, month, day}, 3600.0 * hour + 60.0 * minute + second}) : std::nullopt;
}

std::string isoOf(const Date& date, std::int64_t secondOfDay)
{
    char text[48];
    std::snprintf(text, sizeof text, "%04lld-%02d-%02dT%02d:%02d:%02dZ", static_cast<long long>(date.year),
                  date.month, date.day, static_cast<int>(secondOfDay / 3600),
                  static_cast<int>(secondOfDay / 60 % 60), static_cast<int>(secondOfDay % 60));
    return text;
}

// Seconds of one unit; 0 for months, −1 for years, nothing for an unknown unit.
std::optional<double> unitLength(const std::string& unit)
{
    struct Row {
        std::string_view names;
        double seconds;
    };
    static constexpr Row table[] = {{" s sec secs second seconds ", 1},
                                    {" ms msec msecs millisec millisecs millisecond milliseconds ", 1e-3},
                                    {" us microsec microsecs microsecond microseconds ", 1e-6},
                                    {" ns nanosec nanosecs nanosecond nanoseconds ", 1e-9},
                                    {" min mins minute minutes ", 60},
                                    {" h hr hrs hour hours ", 3600},
                                    {" d day days ", 86400},
                                    {" week weeks ", 604800},
                                    {" mon month months common_month common_months ", 0},
                                    {" y yr yrs year years common_year common_years ", -1}};
    for (const Row& row : table) {
        if (row.names.find(" " + unit + " ") != std::string_view::npos) {
            return row.seconds;
        }
    }
    return std::nullopt;
}

Error nonsense(const std::string& units)
{
    return Error(Cause::badFile, "the time units \"" + units.substr(0, 80) + "\" make no sense",
                 "CF wants for example \"hours since 2020-01-01 00:00:00\".");
}

}  // namespace

std::string isoFromSeconds(std::int64_t seconds)
{
    const std::int64_t day = floorDiv(seconds, daySeconds);
    return isoOf(dateOfDay(Calendar::proleptic, day), seconds - day * daySeconds);
}

std::int64_t secondsFromIso(std::string_view text)
{
    const auto common = commonInstant(text);
    const auto instant = common ? common : parseInstant(lower(text));
    if (!instant || !exists(Calendar::proleptic, instant->date)) {
        throw Error(Cause::badInput, "\"" + std::string(text.substr(0, 80)) + "\" is not a date",
                    "Write for example 2020-01-01T00:00:00Z.");
    }
    return dayOfDate(Calendar::proleptic, instant->date) * daySeconds + std::llround(instant->second);
}

std::int64_t secondsFromDuration(std::string_view text)
{
    const auto fail = [&] {
        return Error(Cause::badInput, "\"" + std::string(text.substr(0, 80)) + "\" is not a duration",
                     "Write for example PT6H or P1D.");
    };
    if (text.size() < 3 || text.front() != 'P') {
        throw fail();
    }
    double total = 0;
    bool clock = false;
    for (std::size_t at = 1; at < text.size();) {
        if (text[at] == 'T' && !clock) {
            clock = true;
            ++at;
            continue;
        }
        const std::size_t end = text.find_first_not_of("0123456789.", at);
        const auto value = end == std::string_view::npos ? std::nullopt : number(text.substr(at, end - at));
        const std::string_view letters = clock ? "HMS" : "WD";
        const auto which = value ? letters.find(text[end]) : std::string_view::npos;
        if (which == std::string_view::npos) {
            throw fail();
        }
        static constexpr double clockSeconds[] = {3600, 60, 1}, dateSeconds[] = {604800, 86400};
        total += *value * (clock ? clockSeconds[which] : dateSeconds[which]);
        at = end + 1;
    }
    if (text.back() == 'T' || !(total < 1e15)) {
        throw fail();
    }
    return std::llround(total);
}

std::string durationFromSeconds(std::int64_t seconds)
{
    std::string text = seconds < 0 ? "-P" : "P";
    seconds = seconds < 0 ? -seconds : seconds;
    if (seconds >= daySeconds) {
        text += std::to_string(seconds / daySeconds) + "D";
        seconds %= daySeconds;
        if (seconds == 0) {
            return text;
        }
    }
    text += "T";
    if (seconds >= 3600) {
        text += std::to_string(seconds / 3600) + "H";
    }
    if (seconds / 60 % 60 != 0) {
        text += std::to_string(seconds / 60 % 60) + "M";
    }
    if (seconds % 60 != 0 || text.back() == 'T') {
        text += std::to_string(seconds % 60) + "S";
    }
    return text;
}

DayAndHour dayAndHour(std::int64_t seconds)
{
    const std::int64_t day = floorDiv(seconds, daySeconds);
    const Date date = dateOfDay(Calendar::proleptic, day);
    const std::int64_t newYear = dayOfDate(Calendar::proleptic, {date.year, 1, 1});
    return {static_cast<int>(day - newYear) + 1, static_cast<double>(seconds - day * daySeconds) / 3600.0,
            daysInMonth(Calendar::proleptic, date.year, 2) == 29};
}

CfTime::CfTime(const std::string& units, const std::string& calendar) : calendar_(lower(calendar))
{
    const auto kind = calendarNamed(calendar_);
    if (!kind) {
        throw Error(Cause::badFile, "the calendar \"" + calendar.substr(0, 80) + "\" is unknown",
                    "CF knows standard, proleptic_gregorian, julian, noleap, all_leap and 360_day.");
    }
    const std::string text = lower(units);
    const auto since = text.find(" since ");
    const auto length = since == std::string::npos ? std::nullopt : unitLength(text.substr(0, since));
    if (!length) {
        throw nonsense(units);
    }
    const auto origin = parseInstant(lower(text.substr(since + 7)));
    if (!origin || !exists(*kind, origin->date)) {
        throw nonsense(units);
    }
    unitSeconds_ = *length;
    originDay_ = dayOfDate(*kind, origin->date);
    originSecond_ = origin->second;
    originYear_ = static_cast<int>(origin->date.year);
    originMonth_ = origin->date.month;
    originDayOfMonth_ = origin->date.day;
}

namespace {

struct DayAndSecond {
    std::int64_t day, second;
};

// Splits seconds after the origin into calendar day and second of the day, to the nearest second.
DayAndSecond splitDay(std::int64_t originDay, double seconds)
{
    if (!(std::abs(seconds) < 1e14)) {
        throw Error(Cause::badFile, "a time value lies millions of years away");
    }
    const std::int64_t whole = std::llround(seconds);
    const std::int64_t days = floorDiv(whole, daySeconds);
    return {originDay + days, whole - days * daySeconds};
}

// Adds months in the calendar; a fraction is that share of the month reached.
DayAndSecond addMonths(Calendar calendar, const Date& origin, double months, double originSecond)
{
    if (!(std::abs(months) < 1e7)) {
        throw Error(Cause::badFile, "a time value lies millions of years away");
    }
    const auto whole = static_cast<std::int64_t>(std::floor(months));
    const std::int64_t index = origin.year * 12 + origin.month - 1 + whole;
    Date date{floorDiv(index, 12), static_cast<int>(index - floorDiv(index, 12) * 12) + 1, origin.day};
    const int length = daysInMonth(calendar, date.year, date.month);
    date.day = std::min(date.day, length);
    return splitDay(dayOfDate(calendar, date),
                    originSecond + (months - static_cast<double>(whole)) * length * daySeconds);
}

}  // namespace

std::int64_t CfTime::seconds(double value) const
{
    const Calendar calendar = *calendarNamed(calendar_);
    const Date origin{originYear_, originMonth_, originDayOfMonth_};
    const DayAndSecond at = unitSeconds_ > 0
                                ? splitDay(originDay_, originSecond_ + value * unitSeconds_)
                                : addMonths(calendar, origin, unitSeconds_ < 0 ? 12 * value : value,
                                            originSecond_);
    Date date = dateOfDay(calendar, at.day);
    date.day = std::min(date.day, daysInMonth(Calendar::proleptic, date.year, date.month));
    return dayOfDate(Calendar::proleptic, date) * daySeconds + at.second;
}

std::string CfTime::iso(double value) const
{
    const Calendar calendar = *calendarNamed(calendar_);
    const Date origin{originYear_, originMonth_, originDayOfMonth_};
    const DayAndSecond at = unitSeconds_ > 0
                                ? splitDay(originDay_, originSecond_ + value * unitSeconds_)
                                : addMonths(calendar, origin, unitSeconds_ < 0 ? 12 * value : value,
                                            originSecond_);
    return isoOf(dateOfDay(calendar, at.day), at.second);
}

}  // namespace core::base
