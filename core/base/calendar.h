#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace core::base {

/// "2018-11-20T12:00:00Z" of seconds since 1970-01-01T00:00:00Z (proleptic Gregorian).
[[nodiscard]] std::string isoFromSeconds(std::int64_t seconds);

/// Seconds since 1970-01-01T00:00:00Z of ISO 8601 text (date, or date and time, optional zone). throws Error{badInput}
[[nodiscard]] std::int64_t secondsFromIso(std::string_view text);

/// Seconds of an ISO 8601 duration such as PT6H, P1D. throws Error{badInput}
[[nodiscard]] std::int64_t secondsFromDuration(std::string_view text);

/// PT6H of 21600.
[[nodiscard]] std::string durationFromSeconds(std::int64_t seconds);

/// Day of the year, 1…366, and hour 0…24 of a time.
struct DayAndHour {
    int dayOfYear;
    double hour;
    bool leap;
};
[[nodiscard]] DayAndHour dayAndHour(std::int64_t seconds);

/// Turns CF time values into seconds, for one "<unit> since <date>" and calendar.
class CfTime {
public:
    /// throws Error{badFile} when units or calendar make no sense
    CfTime(const std::string& units, const std::string& calendar);
    /// Seconds since 1970-01-01T00:00:00Z of the civil date that the value names
    /// (dates that only another calendar has, e.g. 30 February, move to the nearest real day).
    [[nodiscard]] std::int64_t seconds(double value) const;
    /// "2020-02-30T00:00:00Z" in the file's own calendar
    [[nodiscard]] std::string iso(double value) const;

private:
    std::string calendar_;
    std::int64_t originDay_ = 0;       ///< day number of the reference date in its calendar
    double originSecond_ = 0;
    double unitSeconds_ = 1;           ///< 0 for months, −1 for years: calendar arithmetic
    int originYear_ = 0, originMonth_ = 1, originDayOfMonth_ = 1;
};

}  // namespace core::base
