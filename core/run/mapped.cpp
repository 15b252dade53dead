#include "core/run/mapped.h"

#include "core/api/error.h"
#include "core/run/reuse.h"

#include <c10/core/CPUAllocator.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

namespace core::run {
namespace {

thread_local const MappedTensors* active = nullptr;
std::atomic<std::size_t> mappedBytes = 0;

struct Mapping {
    void* data;
    std::size_t bytes;
};

void release(void* context)
{
    const std::unique_ptr<Mapping> mapping(static_cast<Mapping*>(context));
    munmap(mapping->data, mapping->bytes);
    mappedBytes -= mapping->bytes;
}

std::string defaultFolder()
{
    const char* given = std::getenv("TMPDIR");
    return given != nullptr && *given != '\0' ? given : "/var/tmp";
}

/// A file without a name in a folder, or −1
int namelessFile(const std::string& folder)
{
    const int file = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) {
        return file;
    }
    std::string name = folder + "/embellie-" + std::string(6, 'X');  // file systems without O_TMPFILE
    const int named = mkstemp(name.data());
    if (named >= 0) {
        unlink(name.c_str());
    }
    return named;
}

}  // namespace

/// Torch's own allocator, but for what a MappedTensors of the calling thread asks for.
class MappedAllocator final : public c10::Allocator {
public:
    explicit MappedAllocator(c10::Allocator* other) : other_(other) {}
    c10::DataPtr allocate(std::size_t bytes) override
    {
        if (active == nullptr || bytes < active->threshold_) {
            return other_->allocate(bytes);
        }
        const int file = namelessFile(active->folder_);
        // reserved on the disk now: a write to a mapped page of a full disk would end the program
        const bool reserved = file >= 0 && posix_fallocate(file, 0, static_cast<off_t>(bytes)) == 0;
        void* data = reserved ? mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) : MAP_FAILED;
        if (file >= 0) {
            close(file);
        }
        if (data == MAP_FAILED) {
            throw Error(Cause::outOfMemory, "There is no room for " + std::to_string(bytes >> 20) + " MiB in " +
                        active->folder_ + ", where a long trajectory is kept.",
                        "Set TMPDIR to a folder on a larger disk, or use fewer members or a shorter window.");
        }
        mappedBytes += bytes;
        return {data, new Mapping{data, bytes}, &release, c10::Device(c10::DeviceType::CPU)};
    }
    [[nodiscard]] c10::DeleterFnPtr raw_deleter() const override { return other_->raw_deleter(); }
    void copy_data(void* to, const void* from, std::size_t count) const override { std::memcpy(to, from, count); }

private:
    c10::Allocator* other_;
};

MappedTensors::MappedTensors(std::string folder, std::size_t threshold)
    : outer_(active), folder_(folder.empty() ? defaultFolder() : std::move(folder)), threshold_(threshold)
{
    const int file = namelessFile(folder_);
    if (file < 0) {
        throw Error(Cause::badFile, folder_ + " cannot hold a long trajectory (" + std::strerror(errno) + ").",
                    "Set TMPDIR to a folder that can be written.");
    }
    close(file);
    layReuse();
    // stays for the program's life: tensors keep pointers to neither allocator
    static MappedAllocator allocator(c10::GetCPUAllocator());
    static const bool installed = (c10::SetCPUAllocator(&allocator, 1), true);
    static_cast<void>(installed);
    active = this;
}

MappedTensors::~MappedTensors()
{
    active = outer_;
}

double MappedTensors::room()
{
    std::error_code failed;
    const auto space = std::filesystem::space(defaultFolder(), failed);
    return failed ? 0 : static_cast<double>(space.available);
}

std::size_t MappedTensors::bytes()
{
    return mappedBytes;
}

}  // namespace core::run
