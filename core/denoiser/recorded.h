#pragma once

#include <ATen/ATen.h>

#include <functional>
#include <list>
#include <mutex>
#include <vector>

namespace core::denoiser {

/// A function of tensors whose shapes stay the same from step to step (a network's evaluation). On a GPU whose kernels
/// are loaded the second call with like shapes records what it queues as one graph, and later calls replay that: one
/// launch in place of hundreds. Elsewhere, and where work cannot be recorded, it is the function itself.
/// What changes between calls must be in the inputs: numbers that the function reads on the CPU are recorded as they
/// are, and it must not wait for the device (no item(), no copy to the CPU). No derivative is taken through it.
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
    struct Recording {
        std::vector<at::Tensor> inputs;  // what the graph reads
        at::Tensor output = {};
        void* graph = nullptr;
    };
    [[nodiscard]] Recording* find(const std::vector<at::Tensor>& inputs);
    [[nodiscard]] bool record(Recording& recording);
    void remember(const std::vector<at::Tensor>& inputs);
    void drop();

    Work work_;
    std::mutex mutex_;
    std::list<Recording> recordings_;  // of a few shapes, the newest first
    bool refused_ = false;             // the work cannot be recorded
};

}  // namespace core::denoiser
