#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>

namespace core::data {

/// Where the entries of a zip archive lie in its bytes. Only stored (uncompressed) entries: nothing is ever
/// unpacked, so nothing can grow. Archives above 4 GB (zip64) too.
/// source  APPNOTE.TXT 6.3.10 (PKWARE), sections 4.3 and 4.5.3
class ZipArchive {
public:
    struct Place {
        std::size_t first = 0, count = 0;
    };
    /// path  names the file in errors. throws Error{badFile} where the archive is damaged or an entry compressed
    ZipArchive(const std::string& path, std::span<const std::byte> bytes);
    [[nodiscard]] const std::map<std::string, Place>& entries() const { return entries_; }

private:
    std::map<std::string, Place> entries_;
};

}  // namespace core::data
