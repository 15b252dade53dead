#include "core/data/observation_times.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/csv_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace core::data {
namespace {

constexpr bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/// Numbers of a date with one separator, "31/01/2020"; the rest is the clock. All 0 where it is none.
struct SplitDate {
    std::array<int, 3> number{};
    std::array<std::size_t, 3> digits{};
    std::string_view rest;
};

SplitDate splitDate(std::string_view text)
{
    SplitDate date;
    std::size_t at = 0;
    char separator = 0;
    for (std::size_t part = 0; part < 3; ++part) {
        const std::size_t start = at;
        while (at < text.size() && digit(text[at]) && at - start < 4) {
            date.number[part] = date.number[part] * 10 + (text[at] - '0');
            ++at;
        }
        date.digits[part] = at - start;
        const bool more = part < 2;
        const bool mark = at < text.size() && (text[at] == '/' || text[at] == '.' || text[at] == '_');
        if (date.digits[part] == 0 || (more && (!mark || (separator != 0 && text[at] != separator)))) {
            return {};
        }
        if (more) {
            separator = text[at++];
        }
    }
    date.rest = text.substr(at);
    return date;
}

std::optional<std::int64_t> fromParts(int year, int month, int day, std::string_view clock)
{
    if (month < 1 || month > 12 || day < 1 || day > 31) {
        return std::nullopt;
    }
    while (!clock.empty() &&
           (clock.front() == ' ' || clock.front() == '_' || clock.front() == 'T' || clock.front() == ',')) {
        clock.remove_prefix(1);
    }
    std::string iso(32, ' ');
    iso.resize(
        static_cast<std::size_t>(std::snprintf(iso.data(), iso.size(), "%04d-%02d-%02d", year, month, day)));
    if (!clock.empty()) {
        iso.append("T").append(clock);
        for (std::size_t i = 11; i < iso.size(); ++i) {
            iso[i] = iso[i] == '_' || iso[i] == 'h' ? ':' : iso[i];
        }
        while (iso.back() == ':') {
            iso.pop_back();
        }
    }
    try {
        return base::secondsFromIso(iso);
    } catch (const Error&) {
        return std::nullopt;
    }
}

// 2020013106 and longer: a date and hours, minutes, seconds without marks.
std::optional<std::int64_t> packed(std::string_view text)
{
    const auto number = [&](std::size_t at, std::size_t count) {
        int value = 0;
        std::from_chars(text.data() + at, text.data() + at + count, value);
        return value;
    };
    const int year = number(0, 4), month = number(4, 2), day = number(6, 2);
    if (year < 1800 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31 || number(8, 2) > 24) {
        return std::nullopt;
    }
    std::string clock(text.substr(8, 2));
    clock.append(":").append(text.size() >= 12 ? text.substr(10, 2) : "00");
    clock.append(":").append(text.size() >= 14 ? text.substr(12, 2) : "00");
    return fromParts(year, month, day, clock);
}

}  // namespace

DateOrder orderOf(std::string_view text)
{
    const SplitDate date = splitDate(text);
    if (date.digits[0] == 0 || date.digits[0] > 2) {
        return DateOrder::unknown;
    }
    return date.number[0] > 12   ? DateOrder::dayFirst
           : date.number[1] > 12 ? DateOrder::monthFirst
                                 : DateOrder::unknown;
}

std::optional<std::int64_t> timeOfCell(std::string_view text, DateOrder order)
{
    double epoch = 0;
    if (toNumber(text, epoch)) {
        const bool whole = text.find_first_not_of("0123456789") == std::string_view::npos;
        if (whole && (text.size() == 10 || text.size() == 12 || text.size() == 14)) {
            if (const auto time = packed(text)) {
                return time;
            }
        }
        if (text.size() >= 9) {
            return std::llround(epoch > 1e11 ? epoch / 1000 : epoch);
        }
    }
    if (const SplitDate date = splitDate(text); date.digits[0] > 0) {
        if (date.digits[0] == 4) {
            return fromParts(date.number[0], date.number[1], date.number[2], date.rest);
        }
        const bool monthFirst = order == DateOrder::monthFirst;
        return fromParts(date.digits[2] == 2 ? 2000 + date.number[2] : date.number[2],
                         date.number[monthFirst ? 0 : 1], date.number[monthFirst ? 1 : 0], date.rest);
    }
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits > 4 && digits < 8) {  // the day and clock of a bulletin, 010531Z, name no month
        return std::nullopt;
    }
    try {
        return base::secondsFromIso(text);
    } catch (const Error&) {
        return std::nullopt;
    }
}

}  // namespace core::data
