#pragma once

#include "core/data/dataset.h"

#include <cstddef>

namespace core::data {

/// Of a variable's values as read: unpacked, missing ones left out.
struct Statistics {
    std::size_t valid = 0;
    std::size_t infinite = 0;  ///< ±Inf in the file (counted as missing)
    std::size_t tooLarge = 0;  ///< beyond what float32 holds
    double min = 0, max = 0, mean = 0;
};

/// Streams through a numeric variable in blocks of bounded size. throws Error{badFile}
[[nodiscard]] Statistics statisticsOf(const Dataset& file, const Variable& variable);

}  // namespace core::data
