#pragma once

#include "core/task/words/vocabulary.h"

#include <optional>
#include <string>
#include <vector>

namespace core::task {

/// A value as it was said: "990 hPa".
struct SaidValue {
    double number = 0;
    std::string_view unit;  ///< UDUNITS text
};

/// One thing that is said of the weather.
struct Statement {
    const Phenomenon* phenomenon = nullptr;
    const Region* region = nullptr;         ///< null: not said
    double deviations = 2;                  ///< from the mean, in standard deviations
    std::optional<SaidValue> value = {};
    std::optional<double> levelHpa = {};
};

/// What a description says, and what of it was not understood.
struct Understanding {
    std::vector<Statement> statements;
    const Season* season = nullptr;
    std::vector<std::string> notUnderstood;  ///< words and numbers, as they were written without accents
};

/// Reads a description in English or French: phenomena, regions, seasons, strengths, levels, values with units.
[[nodiscard]] Understanding understand(const std::string& text);

}  // namespace core::task
