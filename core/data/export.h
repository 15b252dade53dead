#pragma once

#include "core/api/frame.h"
#include "core/data/result.h"

#include <string>

namespace core::data {

/// Writes a result's observations with O−B, O−A and what else it tells of each: one row an observation where the path ends in
/// .csv, else CF discrete sampling geometry (point). Temporary name, then renamed. throws Error{badFile}
void writeDepartures(const std::string& path, const Result& result);

/// Writes one field: lat, lon and value a row where the path ends in .csv, else CF NetCDF.
/// Temporary name, then renamed. throws Error{badFile}
void writeField(const std::string& path, const Field& field);

/// What a run did, in words: its facts, notes, steps and request.
[[nodiscard]] std::string logOf(const Result& result);

}  // namespace core::data
