#pragma once

#include <ATen/ATen.h>

#include <functional>
#include <vector>

namespace core::denoiser {

/// A function of tensors whose shapes stay the same from step to step (a network's evaluation). On a GPU whose kernels
/// are loaded the second call records what it queues as one graph, and later calls replay that: one launch in place of
/// hundreds. Elsewhere, and while shapes change, it is the function itself.
/// What changes between calls must be in the inputs: numbers that the function reads on the CPU are recorded as they
/// are, and it must not wait for the device (no item(), no copy to the CPU).
class Recorded {
public:
    using Work = std::function<at::Tensor(const std::vector<at::Tensor>&)>;
    explicit Recorded(Work work) : work_(std::move(work)) {}
    ~Recorded();
    Recorded(const Recorded&) = delete;
    Recorded& operator=(const Recorded&) = delete;

    /// return  the function's value, the caller's own
    [[nodiscard]] at::Tensor operator()(const std::vector<at::Tensor>& inputs);

private:
    [[nodiscard]] bool fits(const std::vector<at::Tensor>& inputs) const;
    void drop();

    Work work_;
    std::vector<at::Tensor> inputs_;  // what the recording reads
    at::Tensor output_;
    void* recording_ = nullptr;
};

}  // namespace core::denoiser
