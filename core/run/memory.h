#pragma once

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

/// Bytes that can be had without swapping; infinite where the system does not say.
[[nodiscard]] double availableBytes();

/// throws Error{outOfMemory} when this machine has not that much left
void expectMemory(double bytes);

}  // namespace core::run
