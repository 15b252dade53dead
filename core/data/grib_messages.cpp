#include "core/data/grib_messages.h"

#include "core/api/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace core::data {
namespace {

constexpr std::size_t mostFields = 1000000, longestGap = 65536;
constexpr std::uint64_t longestMessage = std::uint64_t{1} << 30;
constexpr std::size_t firstSection = 8, secondSection = 16, endSection = 4;
constexpr std::array<unsigned char, 4> end = {'7', '7', '7', '7'};

Error gribError(const std::string& name, const std::string& reason)
{
    return Error(Cause::badFile, name + " " + reason + ".", "Copy or download it again.");
}

void append(std::vector<unsigned char>& out, std::initializer_list<unsigned char> bytes)
{
    out.insert(out.end(), bytes);
}

void put(std::vector<unsigned char>& out, std::size_t at, std::uint64_t value, std::size_t bytes)
{
    for (std::size_t i = 0; i < bytes; ++i) {
        out[at + i] = static_cast<unsigned char>(value >> (8 * (bytes - 1 - i)));
    }
}

}  // namespace

GribMessages::GribMessages(const std::string& where, std::string name)
    : name_(std::move(name)), descriptor_(open(where.c_str(), O_RDONLY | O_CLOEXEC))
{
    struct stat status {};
    if (descriptor_ < 0 || fstat(descriptor_, &status) != 0) {
        throw gribError(name_, "cannot be read");
    }
    try {
        walk(static_cast<std::uint64_t>(status.st_size));
    } catch (...) {
        close(descriptor_);
        throw;
    }
}

GribMessages::~GribMessages()
{
    close(descriptor_);
}

void GribMessages::readAt(std::uint64_t first, unsigned char* out, std::size_t count) const
{
    while (count > 0) {
        const ssize_t got = pread(descriptor_, out, count, static_cast<off_t>(first));
        if (got <= 0) {
            throw gribError(name_, "is cut off inside a message");
        }
        first += static_cast<std::uint64_t>(got);
        out += got;
        count -= static_cast<std::size_t>(got);
    }
}

std::uint64_t GribMessages::numberAt(std::uint64_t first, std::size_t bytes) const
{
    std::array<unsigned char, 8> raw{};
    readAt(first, raw.data(), bytes);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
        value = value << 8 | raw[i];
    }
    return value;
}

void GribMessages::walk(std::uint64_t bytes)
{
    for (std::uint64_t at = 0; at + secondSection < bytes;) {
        std::vector<unsigned char> head(secondSection);
        readAt(at, head.data(), head.size());
        static constexpr std::array<unsigned char, 4> begin = {'G', 'R', 'I', 'B'};
        if (!std::equal(begin.begin(), begin.end(), head.begin())) {
            head.resize(std::min<std::uint64_t>(longestGap, bytes - at));
            readAt(at, head.data(), head.size());
            const auto next = std::search(head.begin(), head.end(), begin.begin(), begin.end());
            if (next == head.end()) {
                trouble_ = "bytes after the last message are no GRIB and are left out";
                break;
            }
            trouble_ = "bytes between messages are no GRIB and are left out";
            at += static_cast<std::uint64_t>(next - head.begin());
            continue;
        }
        const unsigned edition = head[7];
        if (edition != 1 && edition != 2) {
            throw gribError(name_,
                            "is GRIB of edition " + std::to_string(edition) + ", and 1 and 2 are read");
        }
        at = edition == 1 ? addFirst(at, bytes) : addSecond(at, bytes);
        if (fields_.size() > mostFields) {
            throw gribError(name_, "holds more than " + std::to_string(mostFields) + " fields");
        }
    }
    if (fields_.empty()) {
        throw gribError(name_, "holds no whole GRIB message");
    }
}

// Returns where the next message may begin.
std::uint64_t GribMessages::addFirst(std::uint64_t at, std::uint64_t bytes)
{
    constexpr std::uint64_t longFlag = 0x800000, longUnit = 120;
    constexpr unsigned gridFlag = 0x80, bitmapFlag = 0x40;
    GribField field{.edition = 1};
    std::uint64_t next = at + firstSection;
    const auto flags = numberAt(next + 7, 1);
    const auto add = [&](std::uint64_t count) {
        if (count < 4 || count > bytes - next) {
            throw gribError(name_, "is cut off inside a message");
        }
        field.parts.push_back({next, count});
        next += count;
    };
    add(numberAt(next, 3));
    for (const unsigned flag : {gridFlag, bitmapFlag}) {
        if ((flags & flag) != 0) {
            field.dataParts += flag == bitmapFlag ? 1 : 0;
            add(numberAt(next, 3));
        }
    }
    std::uint64_t total = numberAt(at + 4, 3);
    const std::uint64_t dataBytes = numberAt(next, 3);
    if ((total & longFlag) != 0 && dataBytes < longUnit) {
        total = (total & ~longFlag) * longUnit - dataBytes + endSection;
    }
    if (total > longestMessage || total > bytes - at || at + total < next + endSection) {
        throw gribError(name_, "is cut off inside a message");
    }
    add(at + total - endSection - next);
    ++field.dataParts;
    fields_.push_back(std::move(field));
    return at + total;
}

// Sections 2 to 7 may come again and again: each 7 ends a field, which has the latest of all others.
std::uint64_t GribMessages::addSecond(std::uint64_t at, std::uint64_t bytes)
{
    constexpr unsigned lastSection = 7, bitmapSection = 6, sameBitmap = 254;
    const std::uint64_t total = numberAt(at + 8, 8);
    if (total > longestMessage || total > bytes - at || total < secondSection + endSection) {
        throw gribError(name_, "is cut off inside a message");
    }
    std::array<GribField::Part, lastSection + 1> latest{};
    const std::uint64_t stop = at + total - endSection;
    for (std::uint64_t next = at + secondSection; next + 5 <= stop;) {
        const std::uint64_t count = numberAt(next, 4);
        const std::uint64_t number = numberAt(next + 4, 1);
        if (count < 5 || count > stop - next || number == 0 || number > lastSection) {
            throw gribError(name_, "is damaged inside a message");
        }
        if (number != bitmapSection || count < 6 || numberAt(next + 5, 1) != sameBitmap) {
            latest[number] = {next, count};
        }
        next += count;
        if (number == lastSection) {
            GribField field{.edition = 2, .dataParts = 2};
            for (std::size_t s = 1; s < latest.size(); ++s) {
                if (latest[s].count > 0) {
                    field.parts.push_back(latest[s]);
                } else if (s != 2) {
                    throw gribError(name_, "is damaged inside a message");
                }
            }
            fields_.push_back(std::move(field));
        }
    }
    return at + total;
}

std::vector<unsigned char> GribMessages::message(const GribField& field) const
{
    std::size_t total = (field.edition == 1 ? firstSection : secondSection) + endSection;
    for (const GribField::Part& part : field.parts) {
        total += part.count;
    }
    std::vector<unsigned char> out(total);
    std::size_t at = field.edition == 1 ? firstSection : secondSection;
    readAt(field.parts.front().first - at, out.data(), at);
    if (field.edition == 2) {
        put(out, 8, total, 8);
    }
    for (const GribField::Part& part : field.parts) {
        readAt(part.first, out.data() + at, part.count);
        at += part.count;
    }
    std::copy(end.begin(), end.end(), out.end() - endSection);
    return out;
}

std::vector<unsigned char> GribMessages::header(const GribField& field) const
{
    std::size_t at = field.edition == 1 ? firstSection : secondSection;
    std::vector<unsigned char> out(at);
    readAt(field.parts.front().first - at, out.data(), at);
    for (std::size_t p = 0; p + field.dataParts < field.parts.size(); ++p) {
        const GribField::Part& part = field.parts[p];
        if (part.count > longestGap * 16) {
            throw gribError(name_, "is damaged inside a message");
        }
        out.resize(at + part.count);
        readAt(part.first, out.data() + at, part.count);
        at += part.count;
    }
    if (field.edition == 1) {
        constexpr unsigned char bitmapFlag = 0x40;
        out[firstSection + 7] = static_cast<unsigned char>(out[firstSection + 7] & ~bitmapFlag);
        append(out, {0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    } else {
        append(out, {0, 0, 0, 6, 6, 255, 0, 0, 0, 5, 7});
    }
    out.insert(out.end(), end.begin(), end.end());
    field.edition == 1 ? put(out, 4, out.size(), 3) : put(out, 8, out.size(), 8);
    return out;
}

bool isGrib(const std::string& path)
{
    std::string head(128, '\0');  // a bulletin's heading may come first
    std::ifstream(path, std::ios::binary).read(head.data(), static_cast<std::streamsize>(head.size()));
    return head.find("GRIB") != std::string::npos && !head.starts_with("CDF") && !head.starts_with("\x89HDF");
}

}  // namespace core::data
