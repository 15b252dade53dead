#include "core/api/json/words.h"

#include "core/api/json/object.h"

#include <cmath>
#include <cstdlib>
#include <regex>

namespace core::json {

namespace {

constexpr std::int64_t minute = 60, hour = 3600, day = 86400, week = 7 * day;

}  // namespace

std::int64_t secondsOfDuration(const std::string& text, const std::string& path)
{
    static const std::regex pattern(R"(P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?)");
    constexpr std::int64_t units[] = {week, day, hour, minute, 1};
    std::smatch match;
    std::int64_t seconds = 0;
    if (std::regex_match(text, match, pattern)) {
        for (int i = 0; i < 5; ++i) {
            seconds += match[i + 1].matched ? units[i] * std::stoll(match[i + 1].str()) : 0;
        }
    }
    if (seconds <= 0) {
        refuse(path, text, "an ISO 8601 duration such as PT6H or P1D");
    }
    return seconds;
}

std::string durationOfSeconds(std::int64_t seconds)
{
    std::string text = "P";
    if (seconds >= day) {
        text += std::to_string(seconds / day) + "D";
        seconds %= day;
    }
    if (seconds > 0) {
        text += "T";
        const auto add = [&](std::int64_t unit, const char* letter) {
            text += seconds >= unit ? std::to_string(seconds / unit) + letter : "";
            seconds %= unit;
        };
        add(hour, "H");
        add(minute, "M");
        add(1, "S");
    }
    return text;
}

void expectTime(const std::string& text, const std::string& path)
{
    static const std::regex pattern(R"(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))"
                                    R"(([T ]([01]\d|2[0-4]):?[0-5]\d(:?[0-5]\d(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?)");
    if (!std::regex_match(text, pattern)) {
        refuse(path, text, "an ISO 8601 time such as 2018-11-20T12:00:00Z");
    }
}

void expectQuantity(const std::string& text, const std::string& path)
{
    char* rest = nullptr;
    const double value = std::strtod(text.c_str(), &rest);
    const std::string unit = std::string(rest).erase(0, std::string(rest).find_first_not_of(' '));
    if (rest == text.c_str() || !std::isfinite(value) || value <= 0 || unit.empty()) {
        refuse(path, text, "a positive number with its unit, such as \"1.5 K\",");
    }
}

}  // namespace core::json
