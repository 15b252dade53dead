#include "core/data/csv_table.h"

#include "core/api/error.h"
#include "core/base/units.h"
#include "core/data/cf_names.h"
#include "core/data/netcdf_file.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>

namespace core::data {
namespace {

constexpr std::size_t mostBytes = std::size_t{1} << 31;

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

void load(const std::string& path, std::string& text)
{
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        throw Error(Cause::badFile, path + " does not exist.",
                    "Check the path; relative ones start at the request.");
    }
    if (std::filesystem::is_directory(path, error)) {
        throw Error(Cause::badFile, path + " is a folder, not a file");
    }
    const auto bytes = std::filesystem::file_size(path, error);
    if (error || bytes == 0) {
        throw Error(Cause::badFile, path + " is empty");
    }
    if (bytes > mostBytes) {
        throw Error(Cause::badFile, path + " is larger than 2 GB of text",
                    "Split it, or write it as NetCDF.");
    }
    std::ifstream in(path, std::ios::binary);
    text.resize(bytes);
    if (!in.read(text.data(), static_cast<std::streamsize>(bytes))) {
        throw Error(Cause::badFile, path + " cannot be read", "Check its permissions.");
    }
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.erase(0, 3);
    }
    if (text.find('\0') != std::string::npos) {
        throw Error(Cause::badFile, path + " is not text");
    }
}

// ',' ';' '\t', or ' ' for columns aligned with blanks: what stands most often in the first line.
char separatorOf(std::string_view line)
{
    std::map<char, int> count;
    bool quoted = false;
    for (const char c : line) {
        quoted = c == '"' ? !quoted : quoted;
        count[c] += quoted ? 0 : 1;
    }
    char best = ',';
    for (const char c : {';', '\t'}) {
        best = count[c] > count[best] ? c : best;
    }
    return count[best] > 0 || count[' '] == 0 ? best : ' ';
}

// Reads cell after cell.
class Scanner {
public:
    Scanner(const std::string& path, CsvTable& table) : path_(path), table_(table), rest_(table.text) {}

    char separator() const { return separator_; }

    // The next line without comments; false at the end.
    bool row(std::vector<std::string_view>& cells)
    {
        cells.clear();
        while (!rest_.empty()) {
            const auto first = std::min(rest_.find_first_not_of(" \t"), rest_.size());
            if (first < rest_.size() && !endsLine(rest_[first]) && rest_[first] != '#') {
                break;
            }
            skipLine();
        }
        if (rest_.empty()) {
            return false;
        }
        if (separator_ == 0) {
            separator_ = separatorOf(rest_.substr(0, rest_.find_first_of("\r\n")));
        }
        while (cell(cells)) {
        }
        return true;
    }

private:
    static bool endsLine(char c) { return c == '\r' || c == '\n'; }

    void skipLine()
    {
        const auto end = rest_.find_first_of("\r\n");
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end);
        endLine();
    }

    void endLine()
    {
        if (rest_.starts_with("\r\n")) {
            rest_.remove_prefix(2);
        } else if (!rest_.empty()) {
            rest_.remove_prefix(1);
        }
    }

    // Takes one cell; false when it was the last of its line.
    bool cell(std::vector<std::string_view>& cells)
    {
        while (!rest_.empty() && rest_.front() == ' ') {
            rest_.remove_prefix(1);
        }
        if (separator_ == ' ' && (rest_.empty() || endsLine(rest_.front()))) {
            endLine();
            return false;
        }
        if (!rest_.empty() && rest_.front() == '"') {
            cells.push_back(quotedCell());
        } else {
            std::size_t end = 0;  // find_first_of would search for each end by itself, to the end of the file
            while (end < rest_.size() && rest_[end] != separator_ && !endsLine(rest_[end])) {
                ++end;
            }
            cells.push_back(trimmed(rest_.substr(0, end)));
            rest_.remove_prefix(end);
        }
        while (!rest_.empty() && rest_.front() == ' ' && separator_ != ' ') {
            rest_.remove_prefix(1);
        }
        if (!rest_.empty() && rest_.front() == separator_) {
            rest_.remove_prefix(1);
            return true;
        }
        if (rest_.empty() || endsLine(rest_.front())) {
            endLine();
            return false;
        }
        return true;  // text straight after a closing quote: the next cell
    }

    std::string_view quotedCell()
    {
        rest_.remove_prefix(1);
        std::string joined;
        bool doubled = false;
        while (true) {
            const auto end = rest_.find('"');
            if (end == std::string_view::npos) {
                throw Error(Cause::badFile, path_ + " has a quote that is never closed, in row " +
                                                std::to_string(table_.rows() + 1));
            }
            const auto piece = rest_.substr(0, end);
            rest_.remove_prefix(end + 1);
            if (rest_.starts_with('"')) {
                joined.append(piece).push_back('"');
                rest_.remove_prefix(1);
                doubled = true;
                continue;
            }
            return doubled ? std::string_view(table_.unquoted.emplace_back(joined.append(piece)))
                           : trimmed(piece);
        }
    }

    const std::string& path_;
    CsvTable& table_;
    std::string_view rest_;
    char separator_ = 0;
};

bool looksLikeUnit(std::string_view cell)
{
    double value = 0;
    const std::string text(cell);
    return !cell.empty() && !toNumber(cell, value) &&
           (text == "UTC" || text == "-" || base::unitMap(text, "K") || base::unitMap(text, "Pa") ||
            base::unitMap(text, "m s-1") || base::unitMap(text, "m") || base::unitMap(text, "degree") ||
            base::unitMap(text, "1"));
}

bool isUnitsRow(CsvTable::Row cells)
{
    double value = 0;
    std::size_t units = 0;
    for (const auto& cell : cells) {
        if (toNumber(cell, value)) {
            return false;
        }
        units += looksLikeUnit(cell) ? 1 : 0;
    }
    return units * 2 > cells.size();
}

std::size_t numbersIn(CsvTable::Row cells)
{
    double value = 0;
    return static_cast<std::size_t>(std::count_if(
        cells.begin(), cells.end(), [&](std::string_view cell) { return toNumber(cell, value); }));
}

bool isDecimalComma(std::string_view cell)
{
    const auto comma = cell.find(',');
    const auto rest = cell.find_first_not_of("0123456789+-");
    return comma != std::string_view::npos && rest == comma && cell.size() > comma + 1 &&
           cell.find_first_not_of("0123456789eE+-", comma + 1) == std::string_view::npos;
}

// Numbers with a decimal comma get a point, in the text that the cells are views of.
void pointCommas(CsvTable& table)
{
    std::size_t changed = 0;
    for (const std::string_view cell : table.cells) {
        const auto at = static_cast<std::size_t>(cell.data() - table.text.data());
        if (at < table.text.size() && isDecimalComma(cell)) {
            table.text[at + cell.find(',')] = '.';
            ++changed;
        }
    }
    if (changed > 0) {
        table.notes.push_back("decimal commas are read as points");
    }
}

// Room for all rows at once: growing would hold two copies for a while.
std::size_t linesIn(const std::string& text)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
}

}  // namespace

bool isTable(const std::string& path)
{
    const std::string extension = lowerCase(std::filesystem::path(path).extension().string());
    std::error_code error;
    if (extension != ".csv" && extension != ".txt" && extension != ".dat" && extension != ".tsv") {
        return false;
    }
    std::array<char, 4> head{};
    if (std::filesystem::is_regular_file(path, error)) {  // a pipe would keep us waiting
        std::ifstream(path, std::ios::binary).read(head.data(), head.size());
    }
    const std::string_view magic(head.data(), head.size());
    return std::filesystem::exists(path, error) && !magic.starts_with("CDF") && magic != "\x89HDF";
}

bool toNumber(std::string_view cell, double& value)
{
    cell = trimmed(cell);
    if (cell.size() > 1 && cell[0] == '+' &&
        (std::isdigit(static_cast<unsigned char>(cell[1])) || cell[1] == '.')) {
        cell.remove_prefix(1);
    }
    double parsed = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), parsed);
    const bool tiny = error == std::errc::result_out_of_range && cell.find("e-") != std::string_view::npos;
    if (cell.empty() || end != cell.data() + cell.size() || (error != std::errc{} && !tiny) ||
        !std::isfinite(parsed)) {
        return false;
    }
    value = tiny ? 0 : parsed;
    return true;
}

void readCsv(const std::string& path, CsvTable& table)
{
    load(path, table.text);
    Scanner scanner(path, table);
    std::vector<std::string_view> cells;
    if (!scanner.row(cells)) {
        table.notes.push_back(path + " holds only blank lines and comments");
        return;
    }
    const bool headless = cells.size() > 1 && numbersIn(cells) * 2 > cells.size();
    if (headless) {
        table.notes.push_back(path + " has no header line, so its columns are unknown");
        for (std::size_t i = 0; i < cells.size(); ++i) {
            table.header.push_back("column " + std::to_string(i + 1));
        }
        table.cells = cells;
    } else {
        for (const auto& cell : cells) {
            table.header.push_back(utf8(std::string(cell)));
        }
    }
    table.cells.reserve(table.cells.size() +
                        std::min(linesIn(table.text) * table.header.size(), table.text.size()));
    std::size_t shorter = 0, longer = 0;
    bool first = !headless;
    while (scanner.row(cells)) {
        if (first && isUnitsRow(cells)) {
            table.units.assign(cells.begin(), cells.end());
            table.units.resize(table.header.size());
            first = false;
            continue;
        }
        first = false;
        shorter += cells.size() < table.header.size() ? 1 : 0;
        longer += cells.size() > table.header.size() ? 1 : 0;
        cells.resize(table.header.size());
        table.cells.insert(table.cells.end(), cells.begin(), cells.end());
        if (table.cells.size() > 4 * table.text.size() + 1'000'000) {
            throw Error(Cause::badFile, path + " has rows of far fewer cells than its header of " +
                                            std::to_string(table.header.size()) + " columns");
        }
    }
    if (scanner.separator() != ',') {
        pointCommas(table);
    }
    if (table.rows() == 0) {
        table.notes.push_back(path + " has a header but no rows");
    }
    if (shorter + longer > 0) {
        table.notes.push_back(std::to_string(shorter) + " rows have fewer cells than the header and " +
                              std::to_string(longer) + " have more");
    }
    if (table.header.size() > 1000) {
        table.notes.push_back(path + " has " + std::to_string(table.header.size()) + " columns");
    }
}

}  // namespace core::data
