#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace core::data {

/// One array of a safetensors file, still in the file's bytes (little endian, row-major).
struct TensorBytes {
    std::string type;                 ///< F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL
    std::vector<std::int64_t> shape;
    std::size_t first = 0, count = 0; ///< bytes in the file's data; count = product of shape × size of type
};

/// A safetensors file: named arrays and text. Every offset is checked before anything is read.
/// source  https://huggingface.co/docs/safetensors (format of version 0.4)
class Safetensors {
public:
    /// throws Error{badFile} for a missing, truncated or inconsistent file
    explicit Safetensors(const std::string& path);

    [[nodiscard]] const std::map<std::string, TensorBytes>& tensors() const { return tensors_; }
    /// the header's __metadata__
    [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return metadata_; }
    [[nodiscard]] bool contains(const std::string& name) const { return tensors_.contains(name); }
    /// throws Error{badFile} when there is no such array
    [[nodiscard]] const TensorBytes& at(const std::string& name) const;
    /// first byte of an array
    [[nodiscard]] const std::byte* bytes(const TensorBytes& tensor) const { return data_.data() + tensor.first; }
    /// An array's values, row-major. throws Error{badFile} for a missing name or half-precision types
    [[nodiscard]] std::vector<double> numbers(const std::string& name) const;

private:
    std::string path_;
    std::map<std::string, TensorBytes> tensors_;
    std::map<std::string, std::string> metadata_;
    std::vector<std::byte> data_;
};

}  // namespace core::data
