#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace core::data {

/// A YAML file as JSON: mappings, sequences and plain values (null, true, false, numbers, text).
/// Anchors that repeat themselves beyond 100,000 values, files above 1 MiB and nesting beyond 64 are refused.
/// throws Error{badFile}
[[nodiscard]] nlohmann::json readYaml(const std::string& path);

}  // namespace core::data
