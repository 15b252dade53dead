#include "core/run/resident.h"

#include <ATen/Context.h>
#include <c10/core/CachingDeviceAllocator.h>

#include <malloc.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace core::run {
namespace {

constexpr double kibibyte = 1024;

double status(const std::string& key)
{
    std::ifstream file("/proc/self/status");
    for (std::string word; file >> word;) {
        if (word == key) {
            double kibibytes = 0;
            file >> kibibytes;
            return kibibytes * kibibyte;
        }
    }
    return 0;
}

/// The allocator of a GPU's memory, which knows what tensors take there.
c10::DeviceAllocator& allocatorOf(c10::Device device)
{
    at::globalContext().lazyInitDevice(device.type());
    return *c10::getDeviceAllocator(device.type());
}

c10::CachingAllocator::Stat tensorBytes(c10::Device device)
{
    constexpr auto all = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);
    return allocatorOf(device).getDeviceStats(device.index()).allocated_bytes[all];
}

double presentBytes(c10::Device device)
{
    return device.is_cpu() ? status("VmRSS:") : static_cast<double>(tensorBytes(device).current);
}

}  // namespace

double peakBytes(c10::Device device)
{
    return device.is_cpu() ? status("VmHWM:") : static_cast<double>(tensorBytes(device).peak);
}

double freeBytes(c10::Device gpu)
{
    c10::DeviceAllocator& memory = allocatorOf(gpu);
    constexpr auto all = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);
    const auto stats = memory.getDeviceStats(gpu.index());
    const auto left = static_cast<double>(memory.getMemoryInfo(gpu.index()).first);
    return left + static_cast<double>(stats.reserved_bytes[all].current - stats.allocated_bytes[all].current);
}

Watermark::Watermark(c10::Device device) : device_(device)
{
    if (device.is_cpu()) {
        malloc_trim(0);
        before_ = presentBytes(device);
        std::ofstream("/proc/self/clear_refs") << "5";  // lets the peak begin anew
    } else {
        allocatorOf(device).resetPeakStats(device.index());
        before_ = presentBytes(device);
    }
}

double Watermark::most() const
{
    return std::max(0.0, peakBytes(device_) - before_);
}

double Watermark::now() const
{
    return std::max(0.0, presentBytes(device_) - before_);
}

}  // namespace core::run
