#pragma once

#include <c10/core/Device.h>

namespace core::run {

/// The most bytes of memory that this process held since it began, or since the last Watermark; 0 where the system does
/// not say. Of a GPU: what its tensors took there.
[[nodiscard]] double peakBytes(c10::Device device = c10::kCPU);

/// Bytes of a GPU's memory that tensors can have: what the driver has left, and what freed tensors have left behind.
[[nodiscard]] double freeBytes(c10::Device gpu);

/// What memory this process takes on a device from here on, one at a time. Memory that is free but not given back would
/// hide some of it, so it is given back first.
class Watermark {
public:
    explicit Watermark(c10::Device device = c10::kCPU);
    [[nodiscard]] double most() const;  ///< bytes beyond what was held before
    [[nodiscard]] double now() const;

private:
    c10::Device device_;
    double before_;
};

}  // namespace core::run
