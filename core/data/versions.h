#pragma once

#include "core/data/dataset.h"

namespace core::data {

/// What the climate data store's `expver` says of a variable, one clause: that some of its values are preliminary, or that
/// they are joined of several versions. "" where there is nothing to say.
[[nodiscard]] std::string versionNote(const Dataset& file, const Variable& variable);

/// Fills what is missing from the same values of another version.
void fillFrom(const double* other, std::size_t count, double* values);

}  // namespace core::data
