#pragma once

#include "core/data/cf_coordinates.h"
#include "core/data/info.h"
#include "core/data/statistics.h"

#include <string>
#include <vector>

namespace core::data {

/// What is odd about a variable's attributes: coordinates that are not there, unknown or unfitting units, packing.
[[nodiscard]] std::vector<std::string> attributeNotes(const Dataset& file, const Variable& variable,
                                                      const std::string& role);

/// What is odd about a variable's values.
[[nodiscard]] std::vector<std::string> valueNotes(const Dataset& file, const Variable& variable,
                                                  const std::string& role, const Statistics& statistics);

/// info() of a CSV table.
[[nodiscard]] Info tableInfo(const std::string& path, bool stats);

}  // namespace core::data
