#include "core/run/field_copy.h"

#include "core/base/accelerator.h"

#include <ATen/DeviceAccelerator.h>
#include <c10/core/Event.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace core::run {

base::Extremes FieldCopy::operator()(const at::Tensor& values, std::vector<float>& out)
{
    const c10::InferenceMode plain;  // buffers that are written again need the mode they were made in
    out.resize(static_cast<std::size_t>(values.numel()));
    if (values.is_cuda() && base::accelerator() != nullptr) {
        return fromGpu(values.to(at::kFloat).contiguous(), out.data());
    }
    const at::Tensor here = values.to(at::kCPU, at::kFloat).contiguous();
    base::Extremes ends;
    base::packTexture(out.data(), here.const_data_ptr<float>(), here.numel(), ends);
    return ends;
}

base::Extremes FieldCopy::fromGpu(const at::Tensor& values, float* out)
{
    const std::int64_t count = values.numel(), floats = count + 2 * base::packedParts;
    static_assert(sizeof(base::Extremes) == 2 * sizeof(float));
    if (!packed_.defined() || packed_.numel() != floats || packed_.device() != values.device()) {
        packed_ = at::empty({floats}, values.options());
        pinned_ = at::empty({floats}, at::TensorOptions(at::kFloat).pinned_memory(true));
    }
    auto* texels = packed_.data_ptr<float>();
    base::accelerator()->packTexture(values.get_device(), texels, {values.const_data_ptr<float>(), 1, count},
                                     reinterpret_cast<base::Extremes*>(texels + count));
    pinned_.copy_(packed_, /*non_blocking=*/true);
    c10::Event copied(values.device().type());
    copied.record(at::accelerator::getCurrentStream(values.device().index()));
    copied.synchronize();
    const auto* here = pinned_.const_data_ptr<float>();
    std::copy_n(here, count, out);
    std::array<base::Extremes, base::packedParts> parts;
    std::memcpy(parts.data(), here + count, sizeof parts);
    base::Extremes ends;
    for (const base::Extremes& part : parts) {
        ends = base::joined(ends, part);
    }
    return ends;
}

}  // namespace core::run
