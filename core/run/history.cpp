#include "core/run/history.h"

#include <set>

namespace core::run {

void History::clear()
{
    const std::lock_guard lock(mutex_);
    kept_.clear();
    log_.clear();
    denoised_.clear();
    stride_ = 1;
}

void History::add(std::shared_ptr<const Kept> kept)
{
    const std::lock_guard lock(mutex_);
    if (!kept_.empty()) {  // the newest is always there; it stays only when the stride keeps it
        const int newest = kept_.rbegin()->first;
        if (newest % stride_ != 0) {
            kept_.erase(newest);
        }
    }
    log_[kept->step] = kept->scalars;
    kept_[kept->step] = std::move(kept);
    while (bytesLocked() > budget_ && kept_.size() > 2) {  // the first and the newest stay, whatever they take
        thin();
    }
}

void History::thin()
{
    stride_ *= 2;
    const int first = kept_.begin()->first, newest = kept_.rbegin()->first;
    std::erase_if(kept_, [&](const auto& entry) {
        return entry.first != first && entry.first != newest && entry.first % stride_ != 0;
    });
}

void History::cut(int step)
{
    const std::lock_guard lock(mutex_);
    kept_.erase(kept_.upper_bound(step), kept_.end());
    log_.erase(log_.upper_bound(step), log_.end());
    denoised_.erase(denoised_.upper_bound(step), denoised_.end());
}

void History::restore(std::vector<Stepped> log, std::map<int, at::Tensor> denoised)
{
    clear();
    const std::lock_guard lock(mutex_);
    for (Stepped& scalars : log) {
        const int step = scalars.step;
        log_[step] = std::move(scalars);
    }
    denoised_ = std::move(denoised);
}

std::vector<Stepped> History::log() const
{
    const std::lock_guard lock(mutex_);
    std::vector<Stepped> out;
    for (const auto& [step, scalars] : log_) {
        out.push_back(scalars);
    }
    return out;
}

at::Tensor History::denoised(int step) const
{
    const std::lock_guard lock(mutex_);
    if (const auto kept = kept_.find(step); kept != kept_.end()) {
        return kept->second->mean.slice(0, 0, 1);
    }
    const auto found = denoised_.find(step);
    return found == denoised_.end() ? at::Tensor() : found->second;
}

std::shared_ptr<const Kept> History::at(int step) const
{
    const std::lock_guard lock(mutex_);
    if (kept_.empty()) {
        return nullptr;
    }
    if (step < 0) {
        return kept_.rbegin()->second;
    }
    auto found = kept_.upper_bound(step);
    return found == kept_.begin() ? found->second : std::prev(found)->second;
}

bool History::has(int step) const
{
    const std::lock_guard lock(mutex_);
    return kept_.contains(step);
}

std::vector<int> History::steps() const
{
    const std::lock_guard lock(mutex_);
    std::vector<int> out;
    for (const auto& [step, kept] : kept_) {
        out.push_back(step);
    }
    return out;
}

std::size_t History::bytes() const
{
    const std::lock_guard lock(mutex_);
    return bytesLocked();
}

std::size_t History::bytesLocked() const
{
    std::set<const void*> counted;  // multi-step samplers share tensors between steps
    std::size_t sum = 0;
    const auto add = [&](const at::Tensor& tensor) {
        if (tensor.defined() && counted.insert(tensor.storage().data()).second) {
            sum += tensor.storage().nbytes();
        }
    };
    for (const auto& [step, kept] : kept_) {
        add(kept->x);
        add(kept->mean);
        add(kept->leg.x);
        add(kept->leg.mean);
        add(kept->leg.before);
        for (const auto* memory : {&kept->samplerMemory, &kept->guidanceMemory}) {
            for (const at::Tensor& tensor : *memory) {
                add(tensor);
            }
        }
    }
    return sum;
}

}  // namespace core::run
