#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace core {

/// One slot between two threads: a newer value replaces an unread one.
template <class T>
class Latest {
public:
    /// Puts v in the slot. return true when the slot was empty: only then wake the reader.
    bool put(std::shared_ptr<const T> v)
    {
        const std::lock_guard lock(mutex_);
        return std::exchange(slot_, std::move(v)) == nullptr;
    }
    /// Takes the value, leaving the slot empty; null when there is none.
    std::shared_ptr<const T> take()
    {
        const std::lock_guard lock(mutex_);
        return std::exchange(slot_, nullptr);
    }

private:
    std::mutex mutex_;
    std::shared_ptr<const T> slot_;
};

}  // namespace core
