#include "core/run/device.h"
#include "core/run/field_copy.h"
#include "core/run/verbs/bench_parts.h"

#include <ATen/ATen.h>

namespace core::run {

using at::Tensor;

std::vector<Row> displayRows(int repeats)
{
    constexpr std::int64_t rows = 721, columns = 1440;
    const Tensor field = at::rand({rows, columns}, at::kFloat);
    Tensor to = at::empty_like(field);
    std::vector<float> shown;
    FieldCopy copy;
    std::vector<Work> works = {{"copy of 721 × 1440 values", [&] { to.copy_(field); }},
                               {"the shown field, packed with its ends", [&] { static_cast<void>(copy(field, shown)); }}};
    const ChosenDevice chosen = chooseDevice("auto");
    const Tensor there = field.to(chosen.device);
    FieldCopy crossing;
    if (there.is_cuda()) {
        works.push_back({"the same from " + chosen.name + ", waited for", [&] { static_cast<void>(crossing(there, shown)); }});
    }
    return againstFirst(works, 10 * repeats);
}

}  // namespace core::run
