#pragma once

#include <optional>
#include <string>
#include <vector>

namespace core::task {

/// A word of a description, or a number with what follows it.
struct Token {
    std::string word;                  ///< lower case, without accents; a number as it was written
    std::optional<double> number = {};
};

/// Words of a text in English or French: lower case, without accents, apostrophes and punctuation but for "." and "," as
/// words of their own where they end a clause. Numbers may have a sign, a decimal point or comma, and a unit stuck to them.
[[nodiscard]] std::vector<Token> tokens(const std::string& text);

}  // namespace core::task
