#pragma once

#include <ATen/ATen.h>

#include <string>
#include <vector>

namespace core::run {

/// One place to compute.
struct Device {
    std::string id, name, detail;
    std::string reason;  ///< why it cannot be used; empty where it can
};

/// The processor, then the GPUs (one entry that says why where there is none). Loads LibTorch's CUDA libraries where
/// nothing speaks against it.
[[nodiscard]] std::vector<Device> devices();

/// What a request's `device` comes to.
struct ChosenDevice {
    at::Device device = at::kCPU;
    std::string name = "cpu";  ///< as results say it, e.g. "cuda:0 (NVIDIA H100)"
    std::string note;          ///< why a GPU that is there is not used, or not fully; empty else
};

/// Waits until a device has done all that this thread asked of it; the processor always has.
void waitFor(at::Device device);

/// wanted  "auto" (a GPU where one can be used), "cpu", "cuda" or "cuda:N"
/// share   with several processes on a machine, the number of this one: "auto" and "cuda" deal out the GPUs by it
/// throws  Error{noDevice} with the reason
[[nodiscard]] ChosenDevice chooseDevice(const std::string& wanted, int share = 0);

}  // namespace core::run
