#include "core/data/zip_members.h"

#include "core/api/error.h"
#include "core/data/grid_files.h"
#include "core/data/zip_archive.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <list>
#include <mutex>

#ifdef EMBELLIE_ZLIB
#include <zlib.h>
#endif

namespace core::data {
namespace {

namespace fs = std::filesystem;

const std::string prefix = "embellie-unpacked-";
constexpr std::size_t mostMembers = 1000, pieceBytes = std::size_t{1} << 18;
constexpr std::size_t suspectBytes = std::size_t{1} << 28, suspectRatio = 200,
                      spareDisk = std::size_t{1} << 28;

Error zipError(const std::string& path, const std::string& reason, const std::string& hint)
{
    return Error(Cause::badFile, path + " cannot be used: " + reason + ".", hint);
}

/// The bytes of a file, mapped.
class Mapped {
public:
    explicit Mapped(const std::string& path) : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC))
    {
        std::error_code failed;
        const std::size_t bytes = fs::file_size(path, failed);
        void* at = descriptor_ < 0 || failed ? MAP_FAILED
                                             : mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, descriptor_, 0);
        if (at == MAP_FAILED) {
            throw zipError(path, "it cannot be read", "Check its permissions.");
        }
        bytes_ = {static_cast<const std::byte*>(at), bytes};
    }
    ~Mapped()
    {
        munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
        close(descriptor_);
    }
    Mapped(const Mapped&) = delete;
    Mapped& operator=(const Mapped&) = delete;
    [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

private:
    int descriptor_;
    std::span<const std::byte> bytes_;
};

bool isGridded(const std::string& name)
{
    return !name.starts_with("__MACOSX/") && namedAsGrid(name);
}

// What must hold before anything is unpacked.
void checkSizes(const std::string& path,
                const std::vector<std::pair<std::string, ZipArchive::Place>>& members,
                std::size_t archiveBytes)
{
    std::size_t packed = 0, unpacked = 0;
    for (const auto& [name, place] : members) {
        packed += place.count;
        unpacked = unpacked > SIZE_MAX - place.unpacked ? SIZE_MAX : unpacked + place.unpacked;
    }
    const std::string sizes = std::to_string(unpacked >> 20) + " MB";
    if (packed > archiveBytes) {
        throw zipError(path, "its entries lie over each other", "Download it again.");
    }
    if (unpacked > suspectBytes && unpacked / suspectRatio > packed) {
        throw zipError(path,
                       "it declares " + sizes + " packed into " + std::to_string(packed >> 10) +
                           " kB, as no real file is",
                       "If it is what it says, unpack it by hand and open the files.");
    }
    std::error_code failed;
    const auto space = fs::space(fs::temp_directory_path(failed), failed);
    if (!failed && space.available < spareDisk + unpacked) {
        throw zipError(path,
                       "unpacking it takes " + sizes + ", and " + fs::temp_directory_path().string() +
                           " has not so much room",
                       "Make room, set TMPDIR to a larger disk, or unpack it by hand.");
    }
}

bool writeAll(int descriptor, const char* bytes, std::size_t count)
{
    while (count > 0) {
        const ssize_t written = write(descriptor, bytes, count);
        if (written <= 0) {
            return false;
        }
        bytes += written;
        count -= static_cast<std::size_t>(written);
    }
    return true;
}

using Sink = std::function<bool(const char*, std::size_t)>;

#ifdef EMBELLIE_ZLIB
// Never more than the declared size comes out. return  what is wrong, one clause, or ""
std::string inflateTo(std::span<const std::byte> packed, std::size_t declared, const Sink& sink)
{
    z_stream stream{};
    if (inflateInit2(&stream, -15) != Z_OK) {  // deflate without zlib's header
        return "is damaged";
    }
    std::vector<char> piece(pieceBytes);
    std::size_t used = 0, made = 0;
    int status = Z_OK;
    bool written = true;
    while (status == Z_OK && written && made <= declared) {
        if (stream.avail_in == 0) {
            const std::size_t count = std::min(packed.size() - used, std::size_t{1} << 30);
            stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data() + used));
            stream.avail_in = static_cast<uInt>(count);
            used += count;
        }
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        status = inflate(&stream, Z_NO_FLUSH);
        const std::size_t count = piece.size() - stream.avail_out;
        made += count;
        written = made <= declared && sink(piece.data(), count);
    }
    inflateEnd(&stream);
    return made != declared || status != Z_STREAM_END ? "is damaged" : written ? "" : "cannot be written";
}
#endif

// return  what is wrong, one clause, or ""
std::string unpackTo(std::span<const std::byte> packed, const ZipArchive::Place& place, int descriptor)
{
#ifdef EMBELLIE_ZLIB
    uLong sum = crc32(0, nullptr, 0);
    const Sink sink = [&](const char* bytes, std::size_t count) {
        sum = crc32(sum, reinterpret_cast<const Bytef*>(bytes), static_cast<uInt>(count));
        return writeAll(descriptor, bytes, count);
    };
    if (place.deflated) {
        const std::string wrong = inflateTo(packed, place.unpacked, sink);
        return !wrong.empty() || sum == place.checksum ? wrong : "is damaged";
    }
    for (std::size_t at = 0; at < packed.size(); at += pieceBytes) {
        if (!sink(reinterpret_cast<const char*>(packed.data()) + at,
                  std::min(pieceBytes, packed.size() - at))) {
            return "cannot be written";
        }
    }
    return sum == place.checksum ? "" : "is damaged";
#else
    return place.deflated ? "needs zlib, which this program was built without"
           : writeAll(descriptor, reinterpret_cast<const char*>(packed.data()), packed.size())
               ? ""
               : "cannot be written";
#endif
}

// Removes the files of processes that are no more: HDF5 opens files by name only, so they cannot be nameless.
void sweep()
{
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(fs::temp_directory_path(failed), failed)) {
        const std::string name = entry.path().filename().string();
        const int process = name.starts_with(prefix) ? std::atoi(name.c_str() + prefix.size()) : 0;
        if (process > 0 && kill(process, 0) != 0 && errno == ESRCH) {
            fs::remove(entry.path(), failed);
        }
    }
}

ZipMembers unpacked(const std::string& path)
{
    const Mapped mapped(path);
    const ZipArchive archive(path, mapped.bytes(), ZipArchive::Entries::deflated);
    ZipMembers out;
    std::vector<std::pair<std::string, ZipArchive::Place>> members;
    for (const auto& [name, place] : archive.entries()) {
        if (name.ends_with(".zgroup") || name.ends_with(".zarray") || name.ends_with("zarr.json")) {
            throw zipError(path, "it is a zipped Zarr store", "Unpack it and open the folder.");
        }
        if (isGridded(name)) {
            members.emplace_back(name, place);
        } else if (!name.ends_with('/')) {
            out.leftOut.push_back(name);
        }
    }
    if (members.empty() || members.size() > mostMembers) {
        throw zipError(path,
                       members.empty()
                           ? "the zip archive holds no NetCDF or GRIB file"
                           : "the zip archive holds more than " + std::to_string(mostMembers) + " files",
                       "Unpack it by hand and open what is in it.");
    }
    checkSizes(path, members, mapped.bytes().size());
    for (const auto& [name, place] : members) {
        auto file = std::make_shared<TemporaryFile>();
        const auto packed = mapped.bytes().subspan(place.first, place.count);
        if (const std::string wrong = unpackTo(packed, place, file->descriptor()); !wrong.empty()) {
            throw zipError(path, "its entry “" + name + "” " + wrong, "Copy or download it again.");
        }
        out.all.push_back({name, std::move(file)});
    }
    return out;
}

}  // namespace

TemporaryFile::TemporaryFile()
{
    static const bool swept = (sweep(), true);
    static_cast<void>(swept);
    std::error_code failed;
    path_ = (fs::temp_directory_path(failed) /
             (prefix + std::to_string(getpid()) + "-" + std::string(6, 'X')))
                .string();
    descriptor_ = failed ? -1 : mkostemp(path_.data(), O_CLOEXEC);
    if (descriptor_ < 0) {
        throw zipError(path_, "no temporary file can be made there",
                       "Set TMPDIR to a folder that can be written.");
    }
}

TemporaryFile::~TemporaryFile()
{
    close(descriptor_);
    unlink(path_.c_str());
}

ZipMembers zipMembers(const std::string& path)
{
    struct Kept {
        std::string path;
        std::size_t bytes;
        fs::file_time_type changed;
        ZipMembers members;
    };
    constexpr std::size_t mostKept = 4;
    static std::mutex mutex;
    static std::list<Kept> kept;  // the newest first
    const std::lock_guard lock(mutex);
    std::error_code failed;
    const std::size_t bytes = fs::file_size(path, failed);
    const auto changed = fs::last_write_time(path, failed);
    const auto found = std::find_if(kept.begin(), kept.end(), [&](const Kept& k) {
        return k.path == path && k.bytes == bytes && k.changed == changed;
    });
    if (found != kept.end()) {
        kept.splice(kept.begin(), kept, found);
        return kept.front().members;
    }
    kept.push_front({path, bytes, changed, unpacked(path)});
    if (kept.size() > mostKept) {
        kept.pop_back();
    }
    return kept.front().members;
}

bool isZip(const std::string& path)
{
    std::array<char, 4> magic{};
    std::ifstream(path, std::ios::binary).read(magic.data(), magic.size());
    return std::equal(magic.begin(), magic.end(), "PK\3\4") ||
           std::equal(magic.begin(), magic.end(), "PK\5\6");
}

}  // namespace core::data
