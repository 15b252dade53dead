#include "core/base/units.h"

#include "core/api/error.h"

#include <udunits2.h>
#include <cctype>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>

namespace core::base {
namespace {

struct FreeUnit {
    void operator()(ut_unit* unit) const { ut_free(unit); }
};
using Unit = std::unique_ptr<ut_unit, FreeUnit>;

std::mutex& unitMutex()
{
    static std::mutex mutex;
    return mutex;
}

// UDUNITS-2 is not thread-safe: call with the mutex held.
ut_system* unitSystem()
{
    static ut_system* const system = [] {
        ut_set_error_message_handler(ut_ignore);
        return ut_read_xml(nullptr);
    }();
    return system;
}

std::string trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool isAscii(const std::string& text)
{
    for (const char c : text) {
        if (static_cast<unsigned char>(c) > 127) {
            return false;
        }
    }
    return true;
}

Unit parsed(const std::string& text)
{
    ut_unit* unit = ut_parse(unitSystem(), text.c_str(), isAscii(text) ? UT_ASCII : UT_UTF8);
    if (unit == nullptr) {
        unit = ut_parse(unitSystem(), text.c_str(), UT_LATIN1);
    }
    return Unit(unit);
}

// What meteorologists write where UDUNITS reads something else (mb is a millibarn, C a coulomb, kt a kilotonne)
// or nothing. Only tried when the text itself cannot be converted.
std::string customary(const std::string& text)
{
    static const std::map<std::string, std::string> table = {{"mb", "millibar"},
                                                             {"mbs", "millibar"},
                                                             {"mbar", "millibar"},
                                                             {"hpa", "hPa"},
                                                             {"pa", "Pa"},
                                                             {"c", "degC"},
                                                             {"deg c", "degC"},
                                                             {"degrees c", "degC"},
                                                             {"degree c", "degC"},
                                                             {"degrees celsius", "degC"},
                                                             {"degree celsius", "degC"},
                                                             {"f", "degF"},
                                                             {"deg f", "degF"},
                                                             {"degrees f", "degF"},
                                                             {"deg k", "K"},
                                                             {"degrees k", "K"},
                                                             {"k", "K"},
                                                             {"kt", "knot"},
                                                             {"kts", "knot"},
                                                             {"knots", "knot"},
                                                             {"mph", "mile/hour"},
                                                             {"ms", "m/s"},
                                                             {"m s", "m/s"},
                                                             {"mps", "m/s"},
                                                             {"kmh", "km/h"},
                                                             {"gpm", "m"},
                                                             {"geopotential meters", "m"},
                                                             {"geopotential metres", "m"},
                                                             {"mi", "mile"},
                                                             {"(0 - 1)", "1"},
                                                             {"fraction", "1"},
                                                             {"dimensionless", "1"},
                                                             {"unitless", "1"},
                                                             {"", "1"},
                                                             {"none", "1"},
                                                             {"degrees", "degree"},
                                                             {"deg", "degree"},
                                                             {"degrees true", "degree"},
                                                             {"degrees_true", "degree"}};
    std::string lower = trimmed(text);
    for (char& c : lower) {
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    if (const auto paren = lower.find(" ("); paren != std::string::npos && paren > 0) {
        lower.erase(paren);  // "meter (pressure altitude, msl)"
    }
    const auto found = table.find(lower);
    return found == table.end() ? lower : found->second;
}

std::optional<UnitMap> converted(const std::string& from, const std::string& to)
{
    const Unit a = parsed(from);
    const Unit b = parsed(to);
    if (!a || !b || ut_are_convertible(a.get(), b.get()) == 0) {
        return std::nullopt;
    }
    cv_converter* converter = ut_get_converter(a.get(), b.get());
    if (converter == nullptr) {
        return std::nullopt;
    }
    constexpr double far = 0x1p20;
    const double atZero = cv_convert_double(converter, 0);
    const double scale = (cv_convert_double(converter, far) - atZero) / far;
    const double middle = cv_convert_double(converter, far / 2);
    cv_free(converter);
    const bool linear = std::isfinite(scale) && std::isfinite(atZero) &&
                        std::abs(middle - (scale * far / 2 + atZero)) <=
                            1e-9 * (std::abs(middle) + std::abs(atZero));
    return linear ? std::optional(UnitMap{scale, atZero}) : std::nullopt;
}

}  // namespace

std::optional<UnitMap> unitMap(const std::string& from, const std::string& to)
{
    static std::map<std::pair<std::string, std::string>, std::optional<UnitMap>> known;
    const auto key = std::pair(trimmed(from), trimmed(to));
    const std::lock_guard lock(unitMutex());
    if (const auto found = known.find(key); found != known.end()) {
        return found->second;
    }
    if (key.first == key.second) {
        return key.first.empty() || parsed(key.first) || parsed(customary(key.first))
                   ? std::optional(UnitMap{})
                   : std::nullopt;
    }
    std::optional<UnitMap> map = key.first.empty() ? std::nullopt : converted(key.first, key.second);
    if (!map) {
        map = converted(customary(key.first), key.second);
    }
    if (!map) {
        map = converted(customary(key.first), customary(key.second));
    }
    if (known.size() < 10000) {
        known[key] = map;
    }
    return map;
}

double quantity(const std::string& text, const std::string& unit, const std::string& path)
{
    const std::string clean = trimmed(text);
    double value = 0;
    const auto [end, error] = std::from_chars(clean.data(), clean.data() + clean.size(), value);
    if (error != std::errc{} || !std::isfinite(value)) {
        throw Error(Cause::badInput, path + " is \"" + text + "\", which is not a number with a unit",
                    "Write for example \"1 " + unit + "\".");
    }
    const std::string own = trimmed(std::string(end, clean.data() + clean.size()));
    if (own.empty()) {
        return value;
    }
    const auto map = unitMap(own, unit);
    if (!map) {
        throw Error(Cause::badInput,
                    path + " is \"" + text + "\", but " + own + " cannot be converted to " + unit,
                    "Write for example \"1 " + unit + "\".");
    }
    return (*map)(value);
}

}  // namespace core::base
