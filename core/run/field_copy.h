#pragma once

#include "core/base/texture.h"

#include <ATen/ATen.h>

#include <vector>

namespace core::run {

/// The way of a field to the screen, from the device that it was decoded on: packed as a texture with its ends. From a GPU
/// that is one kernel and one copy into pinned memory, which the next field uses again; only that copy is waited for.
/// Used by one thread at a time, which is never the window's.
class FieldCopy {
public:
    /// values  [lat, lon] of any type
    /// out     [lat · lon], NaN where values are not finite
    /// return  ends of those that are
    base::Extremes operator()(const at::Tensor& values, std::vector<float>& out);

private:
    [[nodiscard]] base::Extremes fromGpu(const at::Tensor& values, float* out);

    at::Tensor packed_, pinned_;  // [texels, then two numbers a part] on the GPU and here
};

}  // namespace core::run
