#pragma once

#include <ATen/ATen.h>

#include <deque>
#include <vector>

namespace core::sampler {

/// What a multi-step sampler remembers: a value per node, oldest first, u decreasing.
class History {
public:
    struct Entry {
        double u;
        at::Tensor value;
    };
    explicit History(std::size_t most) : most_(most) {}

    /// Adds the present node; forgets all when u does not go on below the last node or the shape changed.
    void push(double u, const at::Tensor& value);
    [[nodiscard]] const std::deque<Entry>& entries() const { return entries_; }

    /// the nodes (float64) and then their values; empty without history
    [[nodiscard]] std::vector<at::Tensor> memory() const;
    void restore(const std::vector<at::Tensor>& memory);

private:
    std::size_t most_;
    std::deque<Entry> entries_;
};

}  // namespace core::sampler
