#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace core::data {

/// Where the entries of a zip archive lie in its bytes. Nothing is unpacked here, so nothing can grow. Archives above
/// 4 GB (zip64) too.
/// source  APPNOTE.TXT 6.3.10 (PKWARE), sections 4.3 and 4.5.3
class ZipArchive {
public:
    struct Place {
        std::size_t first = 0, count = 0;
        std::size_t unpacked = 0;  ///< bytes that it says it holds
        bool deflated = false;
        std::uint32_t checksum = 0;  ///< CRC-32 of the unpacked bytes
    };
    /// What an archive may hold: stored entries alone, as torch.save writes them, or deflated ones too.
    enum class Entries { stored, deflated };
    /// path  names the file in errors. throws Error{badFile} where the archive is damaged or an entry is packed in a way
    ///       that is not allowed
    ZipArchive(const std::string& path, std::span<const std::byte> bytes, Entries allowed = Entries::stored);
    [[nodiscard]] const std::map<std::string, Place>& entries() const { return entries_; }

private:
    std::map<std::string, Place> entries_;
};

}  // namespace core::data
