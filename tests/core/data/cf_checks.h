#pragma once

#include <QStringList>

#include <string>

namespace tests {

/// What a file has against the CF conventions, one sentence each: requirements of the conformance document (CF-1.8) on names,
/// types, units, standard names, coordinates, flags, missing values and references. Reads by the C library alone.
[[nodiscard]] QStringList cfViolations(const std::string& path);

}  // namespace tests
