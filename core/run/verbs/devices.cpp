#include "core/api/verbs.h"
#include "core/run/verbs/table.h"

#include <ATen/Context.h>
#include <ATen/Version.h>

#include <dlfcn.h>

#include <fstream>
#include <thread>

namespace core {

namespace {

using run::Json;

/// One place to compute.
struct Device {
    std::string id, name, detail;
    std::string reason;  ///< why it cannot be used; empty where it can
};

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

Device cpu()
{
    return {.id = "cpu",
            .name = processor(),
            .detail = std::to_string(std::thread::hardware_concurrency()) + " cores, instruction set " +
                      at::get_cpu_capability()};
}

/// Names of the GPUs that the NVIDIA driver shows.
std::vector<std::string> driverDevices(void* driver)
{
    const auto init = reinterpret_cast<int (*)(unsigned)>(dlsym(driver, "cuInit"));
    const auto count = reinterpret_cast<int (*)(int*)>(dlsym(driver, "cuDeviceGetCount"));
    const auto name = reinterpret_cast<int (*)(char*, int, int)>(dlsym(driver, "cuDeviceGetName"));
    int number = 0;
    if (init == nullptr || count == nullptr || name == nullptr || init(0) != 0 || count(&number) != 0) {
        return {};
    }
    std::vector<std::string> names;
    for (int i = 0; i < number; ++i) {
        char text[256] = {};
        names.emplace_back(name(text, sizeof text - 1, i) == 0 ? text : "CUDA GPU");
    }
    return names;
}

std::vector<Device> cuda()
{
    void* driver = dlopen("libcuda.so.1", RTLD_LAZY);
    if (driver == nullptr) {
        return {{.id = "cuda", .name = "NVIDIA GPU", .reason = "there is no NVIDIA driver (libcuda.so.1 is missing)"}};
    }
    const std::vector<std::string> names = driverDevices(driver);
    if (names.empty()) {
        return {{.id = "cuda", .name = "NVIDIA GPU", .reason = "the NVIDIA driver shows no GPU"}};
    }
    std::string reason;
    if (dlopen("libtorch_cuda.so", RTLD_LAZY | RTLD_GLOBAL) == nullptr) {
        const char* cause = dlerror();
        reason = std::string("LibTorch's CUDA library cannot be loaded (") + (cause ? cause : "unknown cause") + ")";
    } else if (!at::globalContext().hasCUDA()) {
        reason = "LibTorch's CUDA library does not see the GPU";
    }
    std::vector<Device> result;
    for (std::size_t i = 0; i < names.size(); ++i) {
        result.push_back({.id = "cuda:" + std::to_string(i), .name = names[i], .reason = reason});
    }
    return result;
}

}  // namespace

Answer deviceList()
{
    std::vector<Device> devices = {cpu()};
    for (const Device& device : cuda()) {
        devices.push_back(device);
    }
    Answer answer;
    Json list = Json::array();
    for (const Device& device : devices) {
        const bool usable = device.reason.empty();
        list.push_back({{"id", device.id}, {"name", device.name}, {"detail", device.detail}, {"usable", usable},
                        {"reason", usable ? Json(nullptr) : Json(device.reason)}});
        answer.text += device.id + "  " + device.name + (device.detail.empty() ? "" : ", " + device.detail) +
                       (usable ? "" : ": not usable, " + device.reason) + "\n";
    }
    answer.json = run::pretty(list);
    return answer;
}

}  // namespace core
