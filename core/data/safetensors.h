#pragma once

#include "core/data/named_arrays.h"

namespace core::data {

/// A safetensors file: named arrays and text. Every offset is checked before anything is read.
/// source  https://huggingface.co/docs/safetensors (format of version 0.4)
class Safetensors : public NamedArrays {
public:
    /// throws Error{badFile} for a missing, truncated or inconsistent file
    explicit Safetensors(const std::string& path);
};

}  // namespace core::data
