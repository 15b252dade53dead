#pragma once

#include "core/base/combine.h"
#include "core/base/points.h"
#include "core/base/texture.h"

#include <cstdint>

namespace core::base {

/// Members as rows, each with the noise of its own: row r has the place's member + r.
struct NoisyRows {
    std::int64_t rows, columns;
    float factor;      ///< of the noise; 0: none is drawn
    NoisePlace place;
};

/// The kernels of an accelerator, as its plug-in hands them over. Pointers are to memory of device number `device`;
/// work is queued on that device's present stream. Each does what the function of core/base of the same name does.
struct Kernels {
    static constexpr int presentVersion = 2;
    int version;
    void (*combine)(int device, float* out, const Combination<float>& terms, const NoisyRows& rows);
    void (*fillNormal)(int device, float* out, const NoisyRows& rows);
    /// Philox words of blocks 0 … blocks − 1 at a place, four each
    void (*philox)(int device, std::uint32_t* out, std::int64_t blocks, const NoisePlace& place);
    void (*gather)(int device, float* out, const WeightedPoints<float>& points, const Rows<float>& fields);
    void (*scatter)(int device, float* out, const WeightedPoints<float>& points, const Scattering& to,
                    const Rows<float>& values);
    /// parts [packedParts], on the device too: extremes of parts of the values, to be joined
    void (*packTexture)(int device, float* out, const Rows<float>& values, Extremes* parts);
    /// From here to endRecording what this thread queues is recorded instead of done; null where it cannot be.
    void* (*beginRecording)(int device);
    void (*endRecording)(void* recording);
    void (*replay)(void* recording);
    /// also one that was begun and not ended
    void (*forget)(void* recording);
};

/// The loaded plug-in's kernels; null without one.
[[nodiscard]] const Kernels* accelerator();
/// Called once, when a plug-in was loaded. Kernels of another version are not taken; return whether they were.
bool setAccelerator(const Kernels* kernels);

}  // namespace core::base
