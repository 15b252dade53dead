#pragma once

#include "core/data/observations.h"

#include <string>
#include <vector>

namespace core::data {

/// One observed quantity of a set, in its canonical unit.
struct ObservedQuantity {
    std::string variable, units;
    std::size_t count = 0, rejected = 0;
    double min = 0, max = 0, mean = 0;
    double lowestHpa = 0, highestHpa = 0;  ///< smallest and largest level; both 0 at the surface
};

/// By variable, sorted.
[[nodiscard]] std::vector<ObservedQuantity> summaryOf(const ObservationSet& set);

}  // namespace core::data
