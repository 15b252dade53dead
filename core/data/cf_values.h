#pragma once

#include "core/data/dataset.h"

#include <string>
#include <vector>

namespace core::data {

/// How packed values of a variable become numbers (CF 1.8, sections 2.5.1 and 8.1).
/// Missing: _FillValue, each missing_value, outside valid_* (compared packed), the default fill value where
/// none is given (except 1-byte types in NetCDF-4 files), NaN and ±Inf.
struct Packing {
    double scale = 1, offset = 0;
    std::vector<double> fills;
    double validMin, validMax;
    double wrap = 0;        ///< added to negative values of _Unsigned integers
    std::string trouble;    ///< what is odd about the attributes, one clause; empty when nothing
    bool unusable = false;  ///< values cannot be known

    /// Unpacks in place; missing values become NaN.
    void apply(double* values, std::size_t count) const;
};

[[nodiscard]] Packing packingOf(const Dataset& file, const Variable& variable);

/// All values of a variable, unpacked, NaN missing. throws Error{badFile}; more than 2^28 values are refused
[[nodiscard]] std::vector<double> readAll(const Dataset& file, const Variable& variable);

}  // namespace core::data
