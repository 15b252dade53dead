#pragma once

#include "core/data/zarr_array.h"

#include <filesystem>

namespace core::data {

/// The packed bytes of one chunk of an array, from its own file or from the shard that holds it.
/// folder  of the array
/// return  false where the store has no such chunk
/// throws Error{badFile} naming file and cause: longer than a chunk can be, a damaged shard
[[nodiscard]] bool readZarrChunk(const std::filesystem::path& folder, const ZarrArray& array,
                                 const std::vector<std::size_t>& chunk, std::vector<char>& packed);

/// A whole file of at most `most` bytes; false where there is none. throws Error{badFile}
[[nodiscard]] bool readWhole(const std::filesystem::path& path, std::size_t most, std::vector<char>& out);

}  // namespace core::data
