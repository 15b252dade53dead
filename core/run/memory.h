#pragma once

#include <c10/core/Device.h>

#include <cstdint>

namespace core::run {

/// What the size of a run follows from.
struct RunSize {
    std::int64_t members = 1;
    std::int64_t elements = 1;      ///< D of the latent
    std::int64_t observations = 0;  ///< as many as are solved with a dense matrix
};

/// Bytes that a run takes beyond its kept steps (those are bounded by a setting): states, what samplers remember,
/// temporaries, and the observations' matrix.
[[nodiscard]] double bytesOfRun(const RunSize& size);

/// Bytes that can be had without swapping, of a GPU's memory what no one holds; infinite where the system does not say.
[[nodiscard]] double availableBytes(c10::Device device = c10::kCPU);

/// throws Error{outOfMemory} when this machine, or its GPU, has not that much left
void expectMemory(double bytes, c10::Device device = c10::kCPU);

}  // namespace core::run
