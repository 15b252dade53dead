#include "core/denoiser/recorded.h"

#include "core/base/accelerator.h"

#include <algorithm>

namespace core::denoiser {

using at::Tensor;

Recorded::~Recorded()
{
    drop();
}

void Recorded::drop()
{
    if (recording_ != nullptr) {
        base::accelerator()->forget(recording_);
        recording_ = nullptr;
    }
    inputs_.clear();
    output_ = Tensor();
}

bool Recorded::fits(const std::vector<Tensor>& inputs) const
{
    return std::equal(inputs.begin(), inputs.end(), inputs_.begin(), inputs_.end(), [](const Tensor& a, const Tensor& b) {
        return a.sizes() == b.sizes() && a.scalar_type() == b.scalar_type() && a.device() == b.device();
    });
}

Tensor Recorded::operator()(const std::vector<Tensor>& inputs)
{
    const base::Kernels* kernels = base::accelerator();
    if (kernels == nullptr || inputs.empty() ||
        !std::all_of(inputs.begin(), inputs.end(), [](const Tensor& input) { return input.is_cuda(); })) {
        return work_(inputs);
    }
    if (!fits(inputs)) {  // the first call also makes what libraries set up lazily, which cannot be recorded
        drop();
        for (const Tensor& input : inputs) {
            inputs_.push_back(input.clone());
        }
        return work_(inputs);
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        inputs_[i].copy_(inputs[i]);
    }
    if (recording_ == nullptr) {
        recording_ = kernels->beginRecording(inputs.front().get_device());
        output_ = work_(inputs_);
        kernels->endRecording(recording_);
    }
    kernels->replay(recording_);
    return output_.clone();
}

}  // namespace core::denoiser
