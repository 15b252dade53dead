#include "core/data/zarr_chunk.h"

#include "core/api/error.h"

#include <array>
#include <cstring>
#include <fstream>
#include <limits>

namespace core::data {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostTextBytes = std::size_t{1} << 28;
constexpr std::uint64_t absent = std::numeric_limits<std::uint64_t>::max();

Error chunkError(const fs::path& path, const std::string& reason)
{
    return Error(Cause::badFile, path.string() + " cannot be used: " + reason + ".",
                 "Copy or download it again.");
}

// More than the values themselves only by what packing adds at worst.
std::size_t mostPacked(const ZarrArray& array)
{
    const std::size_t whole = array.width == 0 ? mostTextBytes : array.chunkValues() * array.width;
    return whole + whole / 8 + 65536;
}

// Part of a file that is known to hold it.
std::vector<char> part(const fs::path& path, std::uint64_t first, std::size_t count)
{
    std::vector<char> out(count);
    std::ifstream in(path, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(first));
    in.read(out.data(), static_cast<std::streamsize>(count));
    if (in.gcount() != static_cast<std::streamsize>(count)) {
        throw chunkError(path, "it cannot be read");
    }
    return out;
}

bool readFromShard(const fs::path& path, const ZarrArray& array, std::size_t number,
                   std::vector<char>& packed)
{
    std::error_code failed;
    if (!fs::is_regular_file(path, failed)) {
        return false;
    }
    const std::uint64_t bytes = fs::file_size(path, failed);
    const std::size_t indexBytes = array.shardIndexBytes();
    if (failed || bytes < indexBytes) {
        throw chunkError(path, "it is truncated");
    }
    std::vector<char> index = part(path, array.shardIndexFirst ? 0 : bytes - indexBytes, indexBytes);
    std::array<std::uint64_t, 2> place{};  // first byte and number of bytes, little-endian
    std::memcpy(place.data(), index.data() + number * sizeof place, sizeof place);
    if (array.shardIndexSummed) {
        std::uint32_t sum = 0;
        std::memcpy(&sum, index.data() + index.size() - sizeof sum, sizeof sum);
        index.resize(index.size() - sizeof sum);
        if (sum != crc32c(index)) {
            throw chunkError(path, "its table of chunks is damaged");
        }
    }
    if (place[0] == absent && place[1] == absent) {
        return false;
    }
    if (place[0] > bytes || place[1] > bytes - place[0] || place[1] > mostPacked(array)) {
        throw chunkError(path, "its table of chunks is damaged");
    }
    packed = part(path, place[0], place[1]);
    return true;
}

}  // namespace

bool readWhole(const fs::path& path, std::size_t most, std::vector<char>& out)
{
    std::error_code failed;
    if (!fs::is_regular_file(path, failed)) {
        return false;
    }
    const std::size_t bytes = fs::file_size(path, failed);
    if (failed || bytes > most) {
        throw chunkError(path, "it is larger than what it can hold");
    }
    out = part(path, 0, bytes);
    return true;
}

bool readZarrChunk(const fs::path& folder, const ZarrArray& array, const std::vector<std::size_t>& chunk,
                   std::vector<char>& packed)
{
    if (array.shard.empty()) {
        return readWhole(folder / array.keyOf(chunk), mostPacked(array), packed);
    }
    std::vector<std::size_t> outer;
    std::size_t number = 0;
    for (std::size_t axis = 0; axis < chunk.size(); ++axis) {
        const std::size_t inside = array.shard[axis] / array.chunks[axis];
        outer.push_back(chunk[axis] / inside);
        number = number * inside + chunk[axis] % inside;
    }
    return readFromShard(folder / array.keyOf(outer), array, number, packed);
}

}  // namespace core::data
