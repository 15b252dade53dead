#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace core::run {

using Json = nlohmann::ordered_json;

/// Rows of cells as aligned text: the first column to the left, the others to the right.
[[nodiscard]] std::string table(const std::vector<std::vector<std::string>>& rows);

/// Up to `digits` significant digits; "–" for what is not a number.
[[nodiscard]] std::string shortNumber(double value, int digits = 4);

/// JSON with two spaces of indent; what is not a number becomes null.
[[nodiscard]] std::string pretty(const Json& value);

}  // namespace core::run
