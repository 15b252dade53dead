#include "core/run/gpu_facts.h"

#include <dlfcn.h>

#include <fstream>
#include <regex>
#include <sstream>

namespace core::run {
namespace {

// numbers of CUdevice_attribute in the driver's interface
constexpr int capabilityMajor = 75, capabilityMinor = 76;

/// A function of the driver, which is never linked.
template <class Function>
Function* named(void* library, const char* name)
{
    return reinterpret_cast<Function*>(dlsym(library, name));
}

/// 75 as "7.5"
std::string tenths(int value)
{
    return std::to_string(value / 10) + "." + std::to_string(value % 10);
}

/// 12040 as "12.4"
std::string versionText(int cuda)
{
    return std::to_string(cuda / 1000) + "." + std::to_string(cuda % 1000 / 10);
}

/// First driver release that knows a CUDA of this major number. source NVIDIA, CUDA Toolkit release notes, table 2
int releaseFor(int cudaMajor)
{
    return cudaMajor >= 13 ? 580 : cudaMajor == 12 ? 525 : 450;
}

/// Least compute capability that the libraries of a CUDA major number still carry.
int capabilityFor(int cudaMajor)
{
    return cudaMajor >= 13 ? 75 : 50;
}

GpuFacts::Gpu gpuAt(void* driver, int index)
{
    const auto get = named<int(int*, int)>(driver, "cuDeviceGet");
    const auto name = named<int(char*, int, int)>(driver, "cuDeviceGetName");
    const auto attribute = named<int(int*, int, int)>(driver, "cuDeviceGetAttribute");
    const auto memory = named<int(std::size_t*, int)>(driver, "cuDeviceTotalMem_v2");
    GpuFacts::Gpu gpu{.name = "CUDA GPU"};
    int device = 0;
    if (get == nullptr || get(&device, index) != 0) {
        return gpu;
    }
    char letters[256] = {};
    if (name != nullptr && name(letters, sizeof letters - 1, device) == 0) {
        gpu.name = letters;
    }
    int high = 0, low = 0;
    if (attribute != nullptr && attribute(&high, capabilityMajor, device) == 0 &&
        attribute(&low, capabilityMinor, device) == 0) {
        gpu.capability = 10 * high + low;
    }
    std::size_t bytes = 0;
    if (memory != nullptr && memory(&bytes, device) == 0) {
        gpu.bytes = static_cast<std::int64_t>(bytes);
    }
    return gpu;
}

}  // namespace

std::string driverReleaseIn(const std::string& text)
{
    static const std::regex release("[0-9]{3,}\\.[0-9]+(\\.[0-9]+)?");
    std::smatch found;
    return std::regex_search(text, found, release) ? found.str() : std::string();
}

GpuFacts gpuFacts()
{
    GpuFacts facts;
    // the runtime is a library that LibTorch's CPU part already needs where it is built for CUDA
    if (const auto version = named<int(int*)>(RTLD_DEFAULT, "cudaRuntimeGetVersion")) {
        version(&facts.libraryCuda);
    }
    void* driver = dlopen("libcuda.so.1", RTLD_LAZY);
    if (driver == nullptr) {
        return facts;
    }
    facts.driver = true;
    std::ifstream file("/proc/driver/nvidia/version");
    std::stringstream words;
    words << file.rdbuf();
    facts.driverRelease = driverReleaseIn(words.str());
    const auto init = named<int(unsigned)>(driver, "cuInit");
    const auto version = named<int(int*)>(driver, "cuDriverGetVersion");
    const auto count = named<int(int*)>(driver, "cuDeviceGetCount");
    if (version != nullptr) {
        version(&facts.driverCuda);
    }
    int number = 0;
    if (init != nullptr && count != nullptr && init(0) == 0 && count(&number) == 0) {
        for (int i = 0; i < number; ++i) {
            facts.gpus.push_back(gpuAt(driver, i));
        }
    }
    return facts;
}

std::string obstacle(const GpuFacts& facts, std::size_t index)
{
    const int wanted = facts.libraryCuda / 1000;
    const std::string other = "or name a LibTorch for an older CUDA in Torch_DIR";
    if (!facts.driver) {
        return "there is no NVIDIA driver (libcuda.so.1 is missing)";
    }
    if (wanted == 0) {
        return "this LibTorch is built without CUDA (name one with CUDA in EMBELLIE_TORCH or Torch_DIR)";
    }
    if (facts.driverCuda > 0 && facts.driverCuda / 1000 < wanted) {
        return (facts.driverRelease.empty() ? std::string("the driver") : "driver " + facts.driverRelease) + " knows CUDA " +
               versionText(facts.driverCuda) + ", and LibTorch is built for CUDA " +
               std::to_string(wanted) + ", which needs driver " + std::to_string(releaseFor(wanted)) + " or newer (" +
               other + ")";
    }
    if (facts.gpus.empty()) {
        return "the NVIDIA driver shows no GPU";
    }
    if (index >= facts.gpus.size()) {
        return facts.gpus.size() == 1 ? "there is one GPU, cuda:0"
                                      : "there are " + std::to_string(facts.gpus.size()) + " GPUs, cuda:0 to cuda:" +
                                            std::to_string(facts.gpus.size() - 1);
    }
    const int capability = facts.gpus[index].capability;
    if (capability > 0 && capability < capabilityFor(wanted)) {
        return "its compute capability is " + tenths(capability) + ", and CUDA " + std::to_string(wanted) + " needs " +
               tenths(capabilityFor(wanted)) + " (" + other + ")";
    }
    return {};
}

}  // namespace core::run
