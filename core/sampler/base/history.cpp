#include "core/sampler/base/history.h"

namespace core::sampler {

void History::push(double u, const at::Tensor& value)
{
    if (!entries_.empty() && (u >= entries_.back().u || value.sizes() != entries_.back().value.sizes())) {
        entries_.clear();
    }
    entries_.push_back({u, value});
    while (entries_.size() > most_) {
        entries_.pop_front();
    }
}

std::vector<at::Tensor> History::memory() const
{
    if (entries_.empty()) {
        return {};
    }
    std::vector<double> nodes;
    std::vector<at::Tensor> memory(1);
    for (const Entry& entry : entries_) {
        nodes.push_back(entry.u);
        memory.push_back(entry.value);
    }
    memory.front() = at::tensor(nodes, at::kDouble);
    return memory;
}

void History::restore(const std::vector<at::Tensor>& memory)
{
    entries_.clear();
    for (std::size_t i = 1; i < memory.size(); ++i) {
        entries_.push_back({memory.front()[static_cast<std::int64_t>(i - 1)].item<double>(), memory[i]});
    }
    while (entries_.size() > most_) {
        entries_.pop_front();
    }
}

}  // namespace core::sampler
