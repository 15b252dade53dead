#include "core/task/words/tokens.h"

#include <cctype>
#include <charconv>
#include <string_view>
#include <utility>

namespace core::task {
namespace {

/// Letters with accents (UTF-8) and the plain ones that stand for them.
constexpr std::pair<std::string_view, std::string_view> plain[] = {
    {"à", "a"}, {"â", "a"}, {"ä", "a"}, {"ç", "c"}, {"é", "e"}, {"è", "e"}, {"ê", "e"}, {"ë", "e"}, {"î", "i"},
    {"ï", "i"}, {"ô", "o"}, {"ö", "o"}, {"ù", "u"}, {"û", "u"}, {"ü", "u"}, {"œ", "oe"}, {"À", "a"}, {"Â", "a"},
    {"Ç", "c"}, {"É", "e"}, {"È", "e"}, {"Ê", "e"}, {"Î", "i"}, {"Ô", "o"}, {"Û", "u"}, {"Œ", "oe"}, {"°", " deg"},
    {"−", "-"}, {"–", " "}, {"—", " "}, {"’", " "}, {"'", " "}, {"\u00a0", " "}, {"\u202f", " "}};

std::string plainText(const std::string& text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        bool found = false;
        for (const auto& [accented, letters] : plain) {
            if (text.compare(i, accented.size(), accented) == 0) {
                out += letters;
                i += accented.size();
                found = true;
                break;
            }
        }
        if (!found) {
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i])));
            ++i;
        }
    }
    return out;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Length of the number at the start of `text`, 0 for none; a sign counts when a digit follows it.
std::size_t numberLength(std::string_view text)
{
    std::size_t i = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    if (i >= text.size() || !isDigit(text[i])) {
        return 0;
    }
    while (i < text.size() && isDigit(text[i])) {
        ++i;
    }
    if (i + 1 < text.size() && (text[i] == '.' || text[i] == ',') && isDigit(text[i + 1])) {
        ++i;
        while (i < text.size() && isDigit(text[i])) {
            ++i;
        }
    }
    return i;
}

Token numberToken(std::string_view written)
{
    std::string text(written.starts_with('+') ? written.substr(1) : written);
    if (const auto comma = text.find(','); comma != std::string::npos) {
        text[comma] = '.';
    }
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return {std::string(written), value};
}

bool belongs(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '_' || c == '%' ||
           static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::vector<Token> tokens(const std::string& text)
{
    const std::string source = plainText(text);
    std::vector<Token> out;
    for (std::size_t i = 0; i < source.size();) {
        const std::string_view rest = std::string_view(source).substr(i);
        const bool wordBefore = i > 0 && belongs(source[i - 1]) && !isDigit(source[i - 1]);
        if (const std::size_t digits = wordBefore ? 0 : numberLength(rest); digits > 0) {
            out.push_back(numberToken(rest.substr(0, digits)));
            i += digits;
        } else if (belongs(source[i])) {
            std::size_t length = 1;
            while (length < rest.size() && belongs(rest[length])) {
                ++length;
            }
            out.push_back({std::string(rest.substr(0, length)), {}});
            i += length;
        } else {
            if (source[i] == ',' || source[i] == ';' || source[i] == '.') {
                out.push_back({std::string(1, ','), {}});
            }
            ++i;
        }
    }
    return out;
}

}  // namespace core::task
