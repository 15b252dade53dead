#include "core/run/reuse.h"

#include <c10/core/CPUAllocator.h>

#include <sys/mman.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <iterator>
#include <mutex>
#include <new>
#include <unordered_map>
#include <utility>

namespace core::run {
namespace {

constexpr std::size_t smallest = std::size_t{1} << 20;  // malloc is good at what is smaller
constexpr std::size_t hugePage = std::size_t{2} << 20;

/// Eight sizes an octave, so that tensors of about one size can take each other's place.
std::size_t roundedUp(std::size_t bytes)
{
    const std::size_t step = std::bit_floor(bytes) / 8;
    return (bytes + step - 1) / step * step;
}

void* fresh(std::size_t bytes)
{
    const std::size_t alignment = bytes >= hugePage ? hugePage : 4096;
    void* data = nullptr;
    if (posix_memalign(&data, alignment, bytes) != 0) {
        return nullptr;
    }
    if (bytes >= hugePage) {
        madvise(data, bytes, MADV_HUGEPAGE);  // a wish: where it is refused, pages are small
    }
    return data;
}

class ReusingAllocator final : public c10::Allocator {
public:
    explicit ReusingAllocator(c10::Allocator* other) : other_(other) {}

    c10::DataPtr allocate(std::size_t bytes) override
    {
        if (bytes < smallest) {
            return other_->allocate(bytes);
        }
        void* data = taken(roundedUp(bytes));
        return {data, data, &ReusingAllocator::release, c10::Device(c10::DeviceType::CPU)};
    }
    /// oneDNN's buffers come and go by pointer alone
    [[nodiscard]] c10::DeleterFnPtr raw_deleter() const override { return &ReusingAllocator::release; }
    void copy_data(void* to, const void* from, std::size_t count) const override
    {
        std::memcpy(to, from, count);
    }

    void keepAtMost(std::size_t most)
    {
        const std::lock_guard lock(mutex_);
        most_ = most;
        shrink();
    }
    [[nodiscard]] std::size_t kept() const
    {
        const std::lock_guard lock(mutex_);
        return keptBytes_;
    }
    void forget()
    {
        const std::lock_guard lock(mutex_);
        const std::size_t most = std::exchange(most_, 0);
        shrink();
        most_ = most;
    }

    static ReusingAllocator*& instance()
    {
        static ReusingAllocator* one = nullptr;  // never destroyed: tensors may outlive static objects
        return one;
    }

private:
    struct Block {
        void* data;
        std::size_t bytes;
    };

    static void release(void* data) { instance()->returned(data); }

    void* taken(std::size_t bytes)
    {
        if (void* data = recalled(bytes)) {
            return data;
        }
        void* data = fresh(bytes);
        if (data == nullptr) {
            forget();
            data = fresh(bytes);
        }
        if (data == nullptr) {
            throw std::bad_alloc();
        }
        const std::lock_guard lock(mutex_);
        live_[data] = bytes;
        return data;
    }
    /// the latest dead block of that size, which may still be in a cache; or null
    void* recalled(std::size_t bytes)
    {
        const std::lock_guard lock(mutex_);
        const auto same = [&](const Block& block) { return block.bytes == bytes; };
        const auto found = std::find_if(kept_.rbegin(), kept_.rend(), same);
        if (found == kept_.rend()) {
            return nullptr;
        }
        void* data = found->data;
        kept_.erase(std::next(found).base());
        keptBytes_ -= bytes;
        live_[data] = bytes;
        return data;
    }
    void returned(void* data)
    {
        {
            const std::lock_guard lock(mutex_);
            if (const auto found = live_.find(data); found != live_.end()) {
                kept_.push_back({data, found->second});
                keptBytes_ += found->second;
                live_.erase(found);
                shrink();
                return;
            }
        }
        other_->raw_deleter()(data);  // a small one
    }
    /// the longest unused go first
    void shrink()
    {
        while (keptBytes_ > most_) {
            std::free(kept_.front().data);
            keptBytes_ -= kept_.front().bytes;
            kept_.pop_front();
        }
    }

    c10::Allocator* other_;
    mutable std::mutex mutex_;
    std::unordered_map<void*, std::size_t> live_;
    std::deque<Block> kept_;  // the latest at the end
    std::size_t keptBytes_ = 0, most_ = 0;
};

}  // namespace

void layReuse()
{
    static const bool installed = [] {
        ReusingAllocator::instance() = new ReusingAllocator(c10::GetCPUAllocator());
        c10::SetCPUAllocator(ReusingAllocator::instance(), 1);
        return true;
    }();
    static_cast<void>(installed);
}

void reuseMemory(std::size_t most)
{
    layReuse();
    ReusingAllocator::instance()->keepAtMost(most);
}

void releaseReusedMemory()
{
    if (ReusingAllocator::instance() != nullptr) {
        ReusingAllocator::instance()->forget();
    }
}

std::size_t reusableBytes()
{
    return ReusingAllocator::instance() == nullptr ? 0 : ReusingAllocator::instance()->kept();
}

}  // namespace core::run
