#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace core::data {

/// One array of a file of weights, still in the file's bytes (little endian, row-major).
struct TensorBytes {
    std::string type;                 ///< F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL
    std::vector<std::int64_t> shape;
    std::size_t first = 0, count = 0; ///< bytes in the file's data; count = product of shape × size of type
};

/// Bytes of one element of a type; 0 for a type that is none of ours.
[[nodiscard]] std::size_t bytesOf(const std::string& type);

/// Bytes that shape and type need. false where that is no number, a length is negative or the type unknown.
[[nodiscard]] bool needed(const TensorBytes& tensor, std::size_t& count);

/// Named arrays and text of a file of weights, whatever its format.
class NamedArrays {
public:
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] const std::map<std::string, TensorBytes>& tensors() const { return tensors_; }
    /// text that goes with the arrays: a header's __metadata__, the plain values of a pickle
    [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return metadata_; }
    [[nodiscard]] bool contains(const std::string& name) const { return tensors_.contains(name); }
    /// throws Error{badFile} when there is no such array
    [[nodiscard]] const TensorBytes& at(const std::string& name) const;
    /// first byte of an array
    [[nodiscard]] const std::byte* bytes(const TensorBytes& tensor) const { return data_->data() + tensor.first; }
    /// keeps the bytes alive for those who use them in place
    [[nodiscard]] const std::shared_ptr<std::vector<std::byte>>& owner() const { return data_; }
    /// An array's values, row-major, of any type. throws Error{badFile} for a missing name
    [[nodiscard]] std::vector<double> numbers(const std::string& name) const;

protected:
    explicit NamedArrays(std::string path) : path_(std::move(path)) {}

    std::string path_;
    std::map<std::string, TensorBytes> tensors_;
    std::map<std::string, std::string> metadata_;
    std::shared_ptr<std::vector<std::byte>> data_ = std::make_shared<std::vector<std::byte>>();
};

}  // namespace core::data
