#include "core/world/draws.h"

namespace core::world {

Tensor Draws::normal(at::IntArrayRef shape)
{
    Tensor out = at::empty(shape, at::kFloat);
    base::fillNormal(out.data_ptr<float>(), 0, static_cast<std::size_t>(out.numel()), place_);
    ++place_.draw;
    return out.to(at::kDouble);
}

Tensor Draws::uniform(std::int64_t count)
{
    Tensor out = at::empty({count}, at::kDouble);
    auto* values = out.data_ptr<double>();
    for (std::int64_t i = 0; i < count; ++i) {
        values[i] = base::uniform(static_cast<std::uint64_t>(i), place_);
    }
    ++place_.draw;
    return out;
}

}  // namespace core::world
