#include "core/run/memory.h"

#include "core/api/error.h"
#include "core/run/resident.h"

#include <cstdio>
#include <fstream>
#include <limits>
#include <string>

namespace core::run {
namespace {

constexpr double statesHeld = 16;  // x and x̂₀, three steps kept with their memories, temporaries of a step
constexpr double matricesHeld = 3; // A V Aᵀ, its factor, and the exact posterior's
constexpr double gibibyte = 1024.0 * 1024 * 1024;

std::string inGibibytes(double bytes)
{
    char text[32];
    std::snprintf(text, sizeof text, bytes < gibibyte ? "%.2f GiB" : "%.0f GiB", bytes / gibibyte);
    return text;
}

}  // namespace

double availableBytes(c10::Device device)
{
    if (!device.is_cpu()) {
        return freeBytes(device);
    }
    std::ifstream file("/proc/meminfo");
    for (std::string word; file >> word;) {
        if (word == "MemAvailable:") {
            double kibibytes = 0;
            file >> kibibytes;
            return kibibytes * 1024;
        }
    }
    return std::numeric_limits<double>::infinity();
}

double bytesOfRun(const RunSize& size)
{
    const auto members = static_cast<double>(size.members), elements = static_cast<double>(size.elements);
    const auto n = static_cast<double>(size.observations);
    return statesHeld * sizeof(float) * members * elements + matricesHeld * sizeof(double) * n * n;
}

void expectMemory(double bytes, c10::Device device)
{
    const double available = availableBytes(device);
    if (bytes <= available) {
        return;
    }
    const std::string needed = inGibibytes(bytes), left = inGibibytes(available);
    const char* hint = "Use fewer members or observations, a shorter window or a lower truncation.";
    if (device.is_cpu()) {
        throw Error(Cause::outOfMemory, "This run needs about " + needed + " of memory, and " + left + " are free.", hint);
    }
    throw Error(Cause::outOfMemory, "This run needs about " + needed + " of the GPU's memory, and " + left +
                " are free there.", hint);
}

}  // namespace core::run
