#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::data {

/// A text table: header, an optional row of units, rows of cells.
struct CsvTable {
    std::vector<std::string> header;
    std::vector<std::string> units;  ///< one a column where the file has a units row, else empty
    std::vector<std::string_view>
        cells;                       ///< of all rows, one after the other, trimmed; views into the text below
    std::vector<std::string> notes;  ///< short rows, long rows, no header …

    std::string text;                  ///< the file
    std::deque<std::string> unquoted;  ///< cells that had doubled quotes

    using Row = std::span<const std::string_view>;
    [[nodiscard]] std::size_t rows() const { return header.empty() ? 0 : cells.size() / header.size(); }
    [[nodiscard]] Row row(std::size_t i) const
    {
        return Row(cells).subspan(i * header.size(), header.size());
    }
};

/// Reads a table with comma, semicolon, tab or blanks between cells; any line ends; # comments; quotes. Decimal
/// commas become points where no comma separates cells.
/// throws Error{badFile}: missing, empty, not text, a quote that is never closed
void readCsv(const std::string& path, CsvTable& table);

/// true for what its name says is a table, where its first bytes are not another format's
[[nodiscard]] bool isTable(const std::string& path);

/// true when the whole cell is a finite number (blanks around it and a leading + allowed)
[[nodiscard]] bool toNumber(std::string_view cell, double& value);

}  // namespace core::data
