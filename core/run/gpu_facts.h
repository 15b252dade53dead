#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace core::run {

/// What the NVIDIA driver and LibTorch say of themselves before anything is computed.
struct GpuFacts {
    struct Gpu {
        std::string name;
        int capability = 0;        ///< compute capability, 75 is 7.5
        std::int64_t bytes = 0;    ///< of memory
    };
    bool driver = false;           ///< libcuda.so.1 is there
    std::string driverRelease;     ///< "550.54.14"; empty where unknown
    int driverCuda = 0;            ///< newest CUDA the driver knows, 12040 is 12.4
    int libraryCuda = 0;           ///< CUDA that LibTorch is built for, 13000 is 13.0; 0 for a LibTorch without
    std::vector<Gpu> gpus;
};

/// Asks the driver (nothing is started on a GPU) and the CUDA runtime that LibTorch brings.
[[nodiscard]] GpuFacts gpuFacts();

/// Why a GPU cannot be used as far as the facts tell, as the end of a sentence; empty where nothing speaks against it.
/// index  into gpus; one beyond them is an obstacle of its own
[[nodiscard]] std::string obstacle(const GpuFacts& facts, std::size_t index);

/// Release number in the text of /proc/driver/nvidia/version; empty without.
[[nodiscard]] std::string driverReleaseIn(const std::string& text);

}  // namespace core::run
