#include "core/run/verbs/table.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace core::run {

namespace {

/// Columns on a terminal: UTF-8 continuation bytes take none.
std::size_t width(const std::string& text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string table(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()), 0);
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width(row[i]));
        }
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string gap(widths[i] - width(row[i]), ' ');
            line += (i == 0 ? "" : "  ") + (i == 0 ? row[i] + gap : gap + row[i]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string shortNumber(double value, int digits)
{
    if (!std::isfinite(value)) {
        return "–";
    }
    char text[48];
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    return text;
}

std::string pretty(const Json& value)
{
    return value.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace core::run
