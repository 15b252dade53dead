#pragma once

#include "core/data/named_arrays.h"

#include <span>

namespace core::data {

/// A safetensors file: named arrays and text. Every offset is checked before anything is read.
/// source  https://huggingface.co/docs/safetensors (format of version 0.4)
class Safetensors : public NamedArrays {
public:
    /// throws Error{badFile} for a missing, truncated or inconsistent file
    explicit Safetensors(const std::string& path);
    /// The bytes of a file that is already in memory; `name` is what errors call it.
    Safetensors(const std::string& name, std::span<const std::byte> bytes);

private:
    void parse(const std::string& header);
};

}  // namespace core::data
