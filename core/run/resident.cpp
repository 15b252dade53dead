#include "core/run/resident.h"

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

}  // namespace

double residentBytes()
{
    return status("VmRSS:");
}

double peakBytes()
{
    return status("VmHWM:");
}

void forgetPeak()
{
    std::ofstream("/proc/self/clear_refs") << "5";
}

}  // namespace core::run
