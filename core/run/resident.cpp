#include "core/run/resident.h"

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

double residentBytes()
{
    return status("VmRSS:");
}

}  // namespace

double peakBytes()
{
    return status("VmHWM:");
}

Watermark::Watermark()
{
    malloc_trim(0);
    before_ = residentBytes();
    std::ofstream("/proc/self/clear_refs") << "5";  // lets the peak begin anew
}

double Watermark::most() const
{
    return std::max(0.0, peakBytes() - before_);
}

double Watermark::now() const
{
    return std::max(0.0, residentBytes() - before_);
}

}  // namespace core::run
