#pragma once

#include "core/api/frame.h"
#include "core/api/run_part.h"
#include "core/api/verbs.h"

#include <string>

namespace core {

/// One field of a result.
struct FieldWanted {
    std::string variable;          ///< standard name, with @level in hPa where it has levels: air_temperature@850
    std::string quantity = "mean"; ///< mean, spread, background, exact, exact_spread, or member:N counted from 0
    std::string time = {};         ///< ISO 8601; "": the first
};

/// Writes a part of a result file.
/// throws Error{badFile}, Error{badInput} where there is no such thing in it
Answer exportRun(const std::string& result, RunPart part, const std::string& output);
/// Writes a field of a result as CF NetCDF, or as a table where the path ends in .csv. throws as exportRun()
Answer exportField(const std::string& result, const FieldWanted& wanted, const std::string& output);
/// The same of a field that is shown.
void exportField(const Field& field, const std::string& output);

}  // namespace core
