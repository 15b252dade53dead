#pragma once

#include "core/data/draft.h"
#include "core/data/named_arrays.h"

#include <map>
#include <string>

namespace core::data {

/// One array to be written: little endian, row-major. The bytes must live until the file is written.
struct ArrayView {
    std::string type;  ///< F64, F32 …, as in TensorBytes
    std::vector<std::int64_t> shape;
    const void* bytes = nullptr;
};

/// Writes a safetensors file as a draft: it is whole or not there.
/// metadata  text that goes with the arrays
/// throws    Error{badFile} where it cannot be written
void writeSafetensors(const std::string& path, const std::map<std::string, ArrayView>& arrays,
                      const std::map<std::string, std::string>& metadata = {});

}  // namespace core::data
