#pragma once

#include "core/data/named_arrays.h"
#include "tests/fuzz/target.h"

namespace fuzz {

/// Touches every byte that arrays say they have.
inline void readAll(const core::data::NamedArrays& arrays)
{
    unsigned sum = 0;
    for (const auto& [name, tensor] : arrays.tensors()) {
        const std::byte* bytes = arrays.bytes(tensor);
        for (std::size_t i = 0; i < tensor.count; ++i) {
            sum += std::to_integer<unsigned>(bytes[i]);
        }
    }
    static volatile unsigned kept;
    kept = sum;
}

}  // namespace fuzz
