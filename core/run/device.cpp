#include "core/run/device.h"

#include "core/api/error.h"
#include "core/base/accelerator.h"
#include "core/run/gpu_facts.h"
#include "core/run/plugin.h"

#include <ATen/Context.h>
#include <ATen/DeviceAccelerator.h>

#include <dlfcn.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <thread>

namespace core::run {
namespace {

std::string processor()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("model name")) {
            return line.substr(line.find(':') + 2);
        }
    }
    return "CPU";
}

/// Registers LibTorch's CUDA part with the CPU part that is already there; return why that failed, or nothing.
std::string loadTorchCuda()
{
    if (dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) == nullptr) {
        const char* words = dlerror();
        const std::string cause = words != nullptr ? words : "unknown cause";
        return cause.starts_with("libtorch_cuda.so:")
            ? "the CUDA libraries of LibTorch are not installed (packaging/build fetches them where there is a driver)"
            : "LibTorch's CUDA library cannot be loaded (" + cause + ")";
    }
    return at::globalContext().hasCUDA() ? std::string() : "LibTorch's CUDA library does not see the GPU";
}

/// Loads our kernels from beside the program; return why that failed, or nothing.
std::string loadKernels()
{
    const Plugin plugin = loadPlugin("embellie_cuda", "embellieKernels", Symbols::own);
    if (plugin.table == nullptr) {
        return plugin.failure;
    }
    return base::setAccelerator(static_cast<const base::Kernels*>(plugin.table)) ? std::string()
                                                                                 : "they are of another version";
}

/// The libraries are loaded once, at the first question; what is missing then stays missing.
struct Loaded {
    std::string torch = loadTorchCuda();
    std::string kernels = torch.empty() ? loadKernels() : std::string();
};
const Loaded& loaded()
{
    static const Loaded once;
    return once;
}

/// Why a GPU cannot be used, libraries included; empty where it can.
std::string reasonAgainst(const GpuFacts& facts, std::size_t index)
{
    const std::string known = obstacle(facts, index);
    return known.empty() ? loaded().torch : known;
}

ChosenDevice gpu(const GpuFacts& facts, std::size_t index)
{
    ChosenDevice out{.device = at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(index)),
                     .name = "cuda:" + std::to_string(index) + " (" + facts.gpus[index].name + ")",
                     .note = {}};
    if (!loaded().kernels.empty()) {
        out.note = "The program's own CUDA kernels are not used: " + loaded().kernels + ".";
    }
    return out;
}

/// N of "cuda:N"; nothing for "cuda" and "auto"
std::optional<std::size_t> numberIn(const std::string& wanted)
{
    const auto colon = wanted.find(':');
    std::size_t number = 0;
    if (colon == std::string::npos) {
        return std::nullopt;
    }
    std::from_chars(wanted.data() + colon + 1, wanted.data() + wanted.size(), number);
    return number;
}

}  // namespace

std::vector<Device> devices()
{
    std::vector<Device> out = {{.id = "cpu",
                                .name = processor(),
                                .detail = std::to_string(std::thread::hardware_concurrency()) +
                                          " cores, instruction set " + at::get_cpu_capability(),
                                .reason = {}}};
    const GpuFacts facts = gpuFacts();
    if (facts.gpus.empty()) {
        out.push_back({.id = "cuda", .name = "NVIDIA GPU", .detail = {}, .reason = obstacle(facts, 0)});
    }
    for (std::size_t i = 0; i < facts.gpus.size(); ++i) {
        const auto& gpu = facts.gpus[i];
        constexpr std::int64_t gibibyte = 1LL << 30;
        Device one{.id = "cuda:" + std::to_string(i), .name = gpu.name,
                   .detail = std::to_string(gpu.bytes / gibibyte) + " GiB, compute capability " +
                             std::to_string(gpu.capability / 10) + "." + std::to_string(gpu.capability % 10),
                   .reason = reasonAgainst(facts, i)};
        if (one.reason.empty()) {
            one.detail += loaded().kernels.empty() ? ", own kernels" : ", without own kernels: " + loaded().kernels;
        }
        out.push_back(std::move(one));
    }
    return out;
}

ChosenDevice chooseDevice(const std::string& wanted, int share)
{
    if (wanted == "cpu") {
        return {};
    }
    const GpuFacts facts = gpuFacts();
    const std::size_t dealt = static_cast<std::size_t>(share) % std::max<std::size_t>(facts.gpus.size(), 1);
    const std::size_t index = numberIn(wanted).value_or(dealt);
    const std::string reason = reasonAgainst(facts, index);
    if (reason.empty()) {
        return gpu(facts, index);
    }
    if (wanted == "auto") {
        // a machine without a driver is no news; one whose GPU lies idle is
        return {.note = facts.driver ? "The GPU is not used: " + reason + "." : std::string()};
    }
    throw Error(Cause::noDevice, "device \"" + wanted + "\" is not available here: " + reason + ".",
                "Use \"cpu\" or \"auto\"; embellie-cli devices tells what there is.");
}

void waitFor(at::Device device)
{
    if (!device.is_cpu()) {
        at::accelerator::synchronizeDevice(device.index());
    }
}

}  // namespace core::run
