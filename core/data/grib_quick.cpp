#include "core/data/grib_quick.h"

#include "core/api/error.h"
#include "core/base/calendar.h"

#include <cmath>
#include <cstdio>

namespace core::data {
namespace {

constexpr std::int64_t hourSeconds = 3600;
constexpr unsigned isobaric = 100, hours = 1;

/// Numbers of a header by WMO's octets, which count from 1 within a section.
class Section {
public:
    Section(std::string& bytes, std::size_t first, std::size_t count)
        : bytes_(bytes), first_(first), count_(count)
    {
    }

    [[nodiscard]] bool holds(std::size_t octet) const { return octet <= count_; }
    [[nodiscard]] std::uint32_t number(std::size_t octet, std::size_t bytes) const
    {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i) {
            value = value << 8 | static_cast<unsigned char>(bytes_[first_ + octet - 1 + i]);
        }
        return value;
    }
    void blank(std::size_t octet, std::size_t bytes)
    {
        bytes_.replace(first_ + octet - 1, bytes, bytes, '\0');
    }

private:
    std::string& bytes_;
    std::size_t first_, count_;
};

std::optional<std::int64_t> secondsOf(std::uint32_t year, const Section& section, std::size_t octet)
{
    char text[40];
    std::snprintf(text, sizeof text, "%04u-%02u-%02uT%02u:%02u:00Z", year, section.number(octet, 1),
                  section.number(octet + 1, 1), section.number(octet + 2, 1), section.number(octet + 3, 1));
    try {
        return base::secondsFromIso(text);
    } catch (const Error&) {
        return std::nullopt;  // ecCodes' way says what is wrong
    }
}

std::optional<GribQuick> first(std::string bytes)
{
    constexpr std::size_t start = 8;
    constexpr unsigned forecast = 0, analysis = 1, longForecast = 10, ensembleUse = 1;
    Section section(bytes, start, bytes.size() - start);
    const std::size_t count = section.number(1, 3);
    if (count < 28 || count > bytes.size() - start || section.number(18, 1) != hours) {
        return std::nullopt;
    }
    const unsigned range = section.number(21, 1);
    if (range != forecast && range != analysis && range != longForecast) {
        return std::nullopt;
    }
    GribQuick quick{.step = range == analysis       ? 0
                            : range == longForecast ? static_cast<long>(section.number(19, 2))
                                                    : static_cast<long>(section.number(19, 1))};
    const auto time = secondsOf((section.number(25, 1) - 1) * 100 + section.number(13, 1), section, 14);
    if (!time) {
        return std::nullopt;
    }
    quick.time = *time + quick.step * hourSeconds;
    const bool local = count > 50 && section.number(41, 1) == ensembleUse;
    if (count > 40 && !local) {
        return std::nullopt;  // another centre's or definition's own octets
    }
    if (local) {
        quick.number = static_cast<long>(section.number(50, 1));
        section.blank(50, 1);
    }
    if (section.number(10, 1) == isobaric) {
        quick.level = static_cast<double>(section.number(11, 2));
        section.blank(11, 2);
    }
    section.blank(13, 5);
    section.blank(19, 2);
    section.blank(25, 1);
    bytes.erase(0, start);
    quick.rest = std::move(bytes);
    return quick;
}

std::optional<GribQuick> second(std::string bytes)
{
    constexpr std::size_t start = 16, product = 4;
    GribQuick quick;
    bool found = false;
    for (std::size_t at = start; at + 5 < bytes.size();) {
        Section section(bytes, at, bytes.size() - at);
        const std::size_t count = section.number(1, 4);
        const std::uint32_t number = section.number(5, 1);
        if (count < 5 || count > bytes.size() - at) {
            return std::nullopt;
        }
        if (number == 1 && count >= 19) {
            const auto time = secondsOf(section.number(13, 2), section, 15);
            if (!time) {
                return std::nullopt;
            }
            quick.time += *time;
            section.blank(13, 7);
        } else if (number == product) {
            const std::uint32_t kind = section.number(8, 2);
            if (count < (kind == 1 ? 37U : 34U) || kind > 1 || section.number(18, 1) != hours ||
                section.number(19, 1) != 0) {
                return std::nullopt;
            }
            quick.step = static_cast<long>(section.number(19, 4));
            quick.time += quick.step * hourSeconds;
            if (section.number(23, 1) == isobaric) {
                const int scale = static_cast<int>(section.number(24, 1) & 0x7F);
                const double sign = (section.number(24, 1) & 0x80) != 0 ? -1 : 1;
                quick.level = section.number(25, 4) * std::pow(10, -sign * scale) / 100;
                section.blank(24, 5);
            }
            quick.number = kind == 1 ? static_cast<long>(section.number(36, 1)) : 0;
            section.blank(19, 4);
            if (kind == 1) {
                section.blank(36, 1);
            }
            found = true;
        }
        at += count;
    }
    bytes.erase(0, start);
    quick.rest = std::move(bytes);
    return found ? std::optional(std::move(quick)) : std::nullopt;
}

}  // namespace

std::optional<GribQuick> gribQuick(const std::vector<unsigned char>& header)
{
    if (header.size() < 36) {
        return std::nullopt;
    }
    std::string bytes(header.begin(), header.end());
    return header[7] == 1 ? first(std::move(bytes)) : second(std::move(bytes));
}

}  // namespace core::data
