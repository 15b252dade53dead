#include "core/denoiser/recorded.h"

#include "core/base/accelerator.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

namespace core::denoiser {

namespace {

using at::Tensor;

/// each holds the memory of a whole evaluation; batches have one shape, and perhaps a last one that is smaller
constexpr std::size_t mostShapes = 2;

bool alike(const std::vector<Tensor>& a, const std::vector<Tensor>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Tensor& one, const Tensor& other) {
        return one.sizes() == other.sizes() && one.scalar_type() == other.scalar_type() &&
               one.device() == other.device();
    });
}

void forget(void* graph)
{
    if (graph != nullptr) {
        base::accelerator()->forget(graph);
    }
}

}  // namespace

Recorded::~Recorded()
{
    drop();
}

void Recorded::drop()
{
    for (const Recording& recording : recordings_) {
        forget(recording.graph);
    }
    recordings_.clear();
}

Recorded::Recording* Recorded::find(const std::vector<Tensor>& inputs)
{
    const auto found = std::ranges::find_if(recordings_, [&](const Recording& r) { return alike(r.inputs, inputs); });
    return found == recordings_.end() ? nullptr : &*found;
}

void Recorded::remember(const std::vector<Tensor>& inputs)
{
    if (recordings_.size() == mostShapes) {
        forget(recordings_.back().graph);
        recordings_.pop_back();
    }
    recordings_.emplace_front();
    for (const Tensor& input : inputs) {
        recordings_.front().inputs.push_back(input.clone());
    }
}

/// return  false where the work cannot be recorded; done without recording it then fails for a reason, or not at all
bool Recorded::record(Recording& recording)
{
    try {
        recording.graph = base::accelerator()->beginRecording(recording.inputs.front().get_device());
        if (recording.graph != nullptr) {
            recording.output = work_(recording.inputs);
            base::accelerator()->endRecording(recording.graph);
            return true;
        }
    } catch (const std::exception&) {
        forget(recording.graph);
        recording.graph = nullptr;
    }
    return false;
}

Tensor Recorded::operator()(const std::vector<Tensor>& inputs)
{
    const bool there = std::ranges::all_of(inputs, [](const Tensor& input) { return input.is_cuda(); });
    if (base::accelerator() == nullptr || inputs.empty() || !there) {
        return work_(inputs);
    }
    const std::lock_guard lock(mutex_);
    if (refused_) {
        return work_(inputs);
    }
    const c10::InferenceMode plain(false);  // what is written again later must not depend on the caller's mode
    const c10::NoGradGuard constant;
    Recording* mine = find(inputs);
    if (mine == nullptr) {  // the first call also makes what libraries set up lazily, which cannot be recorded
        remember(inputs);
        return work_(inputs);
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        mine->inputs[i].copy_(inputs[i]);
    }
    if (mine->graph == nullptr && !record(*mine)) {
        refused_ = true;
        drop();
        return work_(inputs);
    }
    base::accelerator()->replay(mine->graph);
    return mine->output.clone();
}

}  // namespace core::denoiser
