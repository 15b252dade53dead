#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace core::data {

/// A way in which bytes are packed into a file; `zlib` stands for gzip too.
enum class Compressor { none, zlib, blosc, zstd };

/// Fills `out` with what `packed` holds. Nothing is allocated by what the packed bytes say of themselves: they must
/// come to exactly `out`.
/// return  "" or what is wrong, one clause: damaged, of another size, of a library that is not there
[[nodiscard]] std::string unpack(Compressor compressor, std::span<const char> packed, std::span<char> out);

/// The polynomial of Zarr's codec crc32c (Castagnoli) over the bytes.
/// source  RFC 3720, appendix B.4
[[nodiscard]] std::uint32_t crc32c(std::span<const char> bytes);

}  // namespace core::data
