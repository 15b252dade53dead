#pragma once

#include <memory>
#include <string>
#include <vector>

namespace core::data {

/// A file in the system's folder for temporary ones, removed with this. What a crashed program left is removed by the next.
class TemporaryFile {
public:
    /// throws Error{badFile} where none can be made
    TemporaryFile();
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    std::string path_;
    int descriptor_ = -1;
};

/// The gridded files of a zip archive.
struct ZipMembers {
    struct Member {
        std::string name;
        std::shared_ptr<const TemporaryFile> file;
    };
    std::vector<Member> all;           ///< sorted by name
    std::vector<std::string> leftOut;  ///< names of other files in it
};

/// Unpacks an archive, in pieces, to disk; the last archives stay unpacked while they are the same file.
/// throws Error{badFile} before anything is unpacked where the sizes it declares are no real file's or do not fit the
///        disk, and when an entry is damaged or holds no gridded file
[[nodiscard]] ZipMembers zipMembers(const std::string& path);

/// Whether a file begins as a zip archive does.
[[nodiscard]] bool isZip(const std::string& path);

}  // namespace core::data
