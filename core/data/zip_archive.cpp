#include "core/data/zip_archive.h"

#include "core/api/error.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>

namespace core::data {
namespace {

constexpr std::uint32_t localHeader = 0x04034b50, centralHeader = 0x02014b50, endRecord = 0x06054b50;
constexpr std::uint32_t end64Record = 0x06064b50, end64Locator = 0x07064b50;
constexpr std::size_t localSize = 30, centralSize = 46, endSize = 22, end64Size = 56, locatorSize = 20;
constexpr std::size_t longestComment = 65535, mostEntries = 200000;
constexpr std::uint16_t zip64Field = 1;
constexpr std::uint32_t seeZip64 = 0xffffffff;

/// Reads little-endian numbers inside bounds.
class Reader {
public:
    Reader(const std::string& path, std::span<const std::byte> bytes, ZipArchive::Entries allowed)
        : path_(path), bytes_(bytes), allowed_(allowed)
    {
    }

    [[noreturn]] void refuse(const std::string& reason) const
    {
        throw Error(Cause::badFile, "“" + path_ + "” is not a usable zip archive: " + reason + ".",
                    allowed_ == ZipArchive::Entries::stored
                        ? "Check that the file is complete and was written by torch.save."
                        : "Copy or download it again.");
    }
    [[nodiscard]] std::span<const std::byte> part(std::uint64_t first, std::uint64_t count) const
    {
        if (first > bytes_.size() || count > bytes_.size() - first) {
            refuse("it ends early");
        }
        return bytes_.subspan(first, count);
    }
    template <class T>
    [[nodiscard]] T number(std::uint64_t at) const
    {
        T value;
        std::memcpy(&value, part(at, sizeof(T)).data(), sizeof(T));
        return value;
    }
    [[nodiscard]] std::string text(std::uint64_t at, std::size_t count) const
    {
        const auto bytes = part(at, count);
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    [[nodiscard]] std::uint64_t size() const { return bytes_.size(); }

private:
    const std::string& path_;
    std::span<const std::byte> bytes_;
    ZipArchive::Entries allowed_;
};

struct Directory {
    std::uint64_t first = 0, entries = 0;
};

Directory directory(const Reader& in)
{
    if (in.size() < endSize) {
        in.refuse("it is shorter than a zip archive's last record");
    }
    const std::uint64_t last = in.size() - endSize;
    const std::uint64_t earliest = last > longestComment ? last - longestComment : 0;
    for (std::uint64_t at = last + 1; at-- > earliest;) {
        if (in.number<std::uint32_t>(at) != endRecord) {
            continue;
        }
        if (at >= locatorSize && in.number<std::uint32_t>(at - locatorSize) == end64Locator) {
            const auto wide = in.number<std::uint64_t>(at - locatorSize + 8);
            static_cast<void>(in.part(wide, end64Size));
            if (in.number<std::uint32_t>(wide) == end64Record) {
                return {in.number<std::uint64_t>(wide + 48), in.number<std::uint64_t>(wide + 32)};
            }
        }
        return {in.number<std::uint32_t>(at + 16), in.number<std::uint16_t>(at + 10)};
    }
    in.refuse("it has no directory");
}

struct Sizes {
    std::uint64_t packed, unpacked, header;
};

/// Replaces what a zip64 extra field [first, first + count) holds instead of the 32-bit numbers.
void widen(const Reader& in, std::uint64_t first, std::uint64_t count, Sizes& sizes)
{
    const std::uint64_t end = first + count;
    while (first + 4 <= end) {
        const auto id = in.number<std::uint16_t>(first);
        const auto length = in.number<std::uint16_t>(first + 2);
        std::uint64_t at = first + 4;
        first = at + length;
        if (id != zip64Field || first > end) {
            continue;
        }
        for (std::uint64_t* size : {&sizes.unpacked, &sizes.packed, &sizes.header}) {
            if (*size == seeZip64 && at + 8 <= first) {
                *size = in.number<std::uint64_t>(at);
                at += 8;
            }
        }
    }
}

}  // namespace

ZipArchive::ZipArchive(const std::string& path, std::span<const std::byte> bytes, Entries allowed)
{
    constexpr std::uint16_t storedMethod = 0, deflateMethod = 8, encrypted = 1;
    const Reader in(path, bytes, allowed);
    const Directory found = directory(in);
    if (found.entries > mostEntries) {
        in.refuse("it has more than " + std::to_string(mostEntries) + " entries");
    }
    std::uint64_t at = found.first;
    for (std::uint64_t i = 0; i < found.entries; ++i) {
        static_cast<void>(in.part(at, centralSize));
        if (in.number<std::uint32_t>(at) != centralHeader) {
            in.refuse("its directory is damaged");
        }
        const auto nameLength = in.number<std::uint16_t>(at + 28);
        const auto extraLength = in.number<std::uint16_t>(at + 30);
        const auto commentLength = in.number<std::uint16_t>(at + 32);
        Sizes sizes{in.number<std::uint32_t>(at + 20), in.number<std::uint32_t>(at + 24),
                    in.number<std::uint32_t>(at + 42)};
        const std::string name = in.text(at + centralSize, nameLength);
        widen(in, at + centralSize + nameLength, extraLength, sizes);
        const auto method = in.number<std::uint16_t>(at + 10);
        const bool deflated = method == deflateMethod && allowed == Entries::deflated;
        if (!deflated && (method != storedMethod || sizes.packed != sizes.unpacked)) {
            if (allowed == Entries::stored) {
                in.refuse("its entry “" + name + "” is compressed");
            }
            in.refuse("its entry “" + name + "” is compressed in a way that is not known here");
        }
        if ((in.number<std::uint16_t>(at + 8) & encrypted) != 0) {
            in.refuse("its entry “" + name + "” is encrypted");
        }
        static_cast<void>(in.part(sizes.header, localSize));
        if (in.number<std::uint32_t>(sizes.header) != localHeader) {
            in.refuse("its entry “" + name + "” lies outside the file");
        }
        const std::uint64_t data = sizes.header + localSize + in.number<std::uint16_t>(sizes.header + 26) +
                                   in.number<std::uint16_t>(sizes.header + 28);
        static_cast<void>(in.part(data, sizes.packed));
        entries_[name] = {data, sizes.packed, sizes.unpacked, deflated, in.number<std::uint32_t>(at + 16)};
        at += centralSize + nameLength + extraLength + commentLength;
    }
}

}  // namespace core::data
