#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace core::data {

/// What comes first in dates such as 01/02/2020.
enum class DateOrder { unknown, dayFirst, monthFirst };

/// What a date written with slashes or dots tells about the order; unknown where both can be.
[[nodiscard]] DateOrder orderOf(std::string_view text);

/// Seconds since 1970-01-01T00:00:00Z of a table's cell: ISO 8601, epoch in seconds or milliseconds, 20200131,
/// 2020013106, 202001310600, 2020_01_31_06_00, 2020/01/31 06:00, 31/01/2020 06:00, 31.01.2020 06h00.
/// order  of ambiguous dates; unknown counts as day first
[[nodiscard]] std::optional<std::int64_t> timeOfCell(std::string_view text, DateOrder order);

}  // namespace core::data
