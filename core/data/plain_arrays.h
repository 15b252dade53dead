#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace core::data {

/// A numeric array with the names of its dimensions.
struct PlainArray {
    std::vector<std::string> dimensions;  ///< empty where the file names none
    std::vector<std::size_t> shape;
    std::vector<double> values;  ///< row-major, unpacked, NaN missing
};

/// The numeric arrays of a NetCDF file or a Zarr folder by name; text is left out. For small tables such as statistics
/// and masks: all is read at once. throws Error{badFile} naming file and cause
[[nodiscard]] std::map<std::string, PlainArray> readPlainArrays(const std::string& path);

}  // namespace core::data
