#pragma once

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <fstream>
#include <string>
#include <thread>

namespace tests {

/// Memory that the system cannot take back: what the process holds beyond its files
inline std::size_t anonymousBytes()
{
    std::ifstream file("/proc/self/status");
    for (std::string word; file >> word;) {
        if (word == "RssAnon:") {
            std::size_t kibibytes = 0;
            file >> kibibytes;
            return kibibytes * 1024;
        }
    }
    return 0;
}

/// Watches the peak while it lives.
class Peak {
public:
    Peak()
        : before_(held()), thread_([this](const std::stop_token& stop) {
              while (!stop.stop_requested()) {
                  look();
                  std::this_thread::sleep_for(std::chrono::milliseconds(1));
              }
          })
    {
    }
    void look()
    {
        const std::size_t now = anonymousBytes();
        for (std::size_t seen = peak_; now > seen && !peak_.compare_exchange_weak(seen, now);) {
        }
    }
    [[nodiscard]] std::size_t bytes() const { return peak_; }
    /// beyond what was held before
    [[nodiscard]] std::size_t own() const { return bytes() - std::min(before_, bytes()); }

private:
    static std::size_t held()
    {
        malloc_trim(0);
        return anonymousBytes();
    }
    std::size_t before_;
    std::atomic<std::size_t> peak_ = 0;
    std::jthread thread_;
};

}  // namespace tests
