#pragma once

#include <string>
#include <vector>

namespace core::data {

/// Files that paths stand for: a folder for all gridded files and Zarr stores in it, a pattern ("era5-2020*.nc": *, ? and
/// […] in the last part) for what it matches, sorted by name; a store for itself.
/// throws Error{badFile} for a folder or pattern without any, Error{badInput} where no path is given
[[nodiscard]] std::vector<std::string> gridFilesOf(const std::vector<std::string>& paths);

/// Whether a file's name ends as those of gridded files do.
[[nodiscard]] bool namedAsGrid(const std::string& name);

}  // namespace core::data
