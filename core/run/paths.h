#pragma once

#include <string>
#include <vector>

namespace core::run {

/// A path as the request means it: relative ones start at the request's folder.
[[nodiscard]] std::string resolved(const std::string& path, const std::string& folder);

/// Files that the patterns name ("era5-2020*.nc": * and ? in the last part), sorted within each pattern.
/// throws Error{badFile} where a pattern matches nothing
[[nodiscard]] std::vector<std::string> expanded(const std::vector<std::string>& patterns, const std::string& folder);

/// The folder of a prior that is shipped with the program, by its name; empty where there is none of that name.
[[nodiscard]] std::string shippedPrior(const std::string& name);
/// Names of all that are shipped, sorted.
[[nodiscard]] std::vector<std::string> shippedPriors();

}  // namespace core::run
