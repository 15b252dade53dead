#include "core/data/safetensors.h"

#include "core/api/error.h"

#include <nlohmann/json.hpp>

#include <cstring>
#include <fstream>
#include <limits>

namespace core::data {
namespace {

using nlohmann::json;

constexpr std::uint64_t longestHeader = 100'000'000;  // the format's own limit

[[noreturn]] void refuse(const std::string& path, const std::string& reason)
{
    throw Error(Cause::badFile, "“" + path + "” is not a usable safetensors file: " + reason + ".",
                "Check that the file is complete.");
}

std::size_t sizeOf(const std::string& type)
{
    static const std::map<std::string, std::size_t> sizes = {{"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2},
                                                             {"I64", 8}, {"I32", 4}, {"I16", 2}, {"I8", 1},
                                                             {"U8", 1},  {"BOOL", 1}};
    const auto found = sizes.find(type);
    return found == sizes.end() ? 0 : found->second;
}

/// Bytes that shape and type need; 0 with `ok` false when that does not fit into memory at all.
std::size_t needed(const TensorBytes& tensor, bool& ok)
{
    std::size_t count = sizeOf(tensor.type);
    ok = count > 0;
    for (const std::int64_t length : tensor.shape) {
        const auto n = static_cast<std::size_t>(length);
        ok = ok && length >= 0 && (n == 0 || count <= std::numeric_limits<std::size_t>::max() / n);
        count = ok ? count * n : 0;
    }
    return count;
}

TensorBytes parseTensor(const std::string& path, const std::string& name, const json& entry,
                        std::size_t available)
{
    TensorBytes tensor;
    std::vector<std::size_t> offsets;
    try {
        entry.at("dtype").get_to(tensor.type);
        entry.at("shape").get_to(tensor.shape);
        entry.at("data_offsets").get_to(offsets);
    } catch (const json::exception&) {
        refuse(path, "the description of “" + name + "” is incomplete");
    }
    bool ok = false;
    const std::size_t count = needed(tensor, ok);
    if (!ok) {
        refuse(path, "“" + name + "” has an unknown type or an impossible shape");
    }
    if (offsets.size() != 2 || offsets[0] > offsets[1] || offsets[1] > available ||
        offsets[1] - offsets[0] != count) {
        refuse(path, "the data of “" + name + "” lie outside the file or do not fit its shape");
    }
    tensor.first = offsets[0];
    tensor.count = count;
    return tensor;
}

template <class T>
std::vector<double> converted(const std::byte* bytes, std::size_t count)
{
    std::vector<double> values(count / sizeof(T));
    for (std::size_t i = 0; i < values.size(); ++i) {
        T value;
        std::memcpy(&value, bytes + i * sizeof(T), sizeof(T));
        values[i] = static_cast<double>(value);
    }
    return values;
}

}  // namespace

Safetensors::Safetensors(const std::string& path) : path_(path)
{
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) {
        throw Error(Cause::badFile, "“" + path + "” cannot be opened.",
                    "Check the name and the permissions.");
    }
    const auto size = static_cast<std::uint64_t>(file.tellg());
    std::uint64_t length = 0;
    file.seekg(0);
    if (size < sizeof length || !file.read(reinterpret_cast<char*>(&length), sizeof length)) {
        refuse(path, "it is shorter than its first number");
    }
    if (length > longestHeader || length > size - sizeof length) {
        refuse(path, "its header is longer than the file");
    }
    std::string header(length, '\0');
    data_.resize(size - sizeof length - length);
    if (!file.read(header.data(), static_cast<std::streamsize>(header.size())) ||
        !file.read(reinterpret_cast<char*>(data_.data()), static_cast<std::streamsize>(data_.size()))) {
        refuse(path, "it ends early");
    }
    const json document = json::parse(header, nullptr, false);
    if (!document.is_object()) {
        refuse(path, "its header is not JSON");
    }
    for (const auto& [name, entry] : document.items()) {
        if (name != "__metadata__") {
            tensors_[name] = parseTensor(path, name, entry, data_.size());
            continue;
        }
        for (const auto& [key, value] : entry.items()) {
            metadata_[key] = value.is_string() ? value.get<std::string>() : value.dump();
        }
    }
}

const TensorBytes& Safetensors::at(const std::string& name) const
{
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) {
        throw Error(Cause::badFile, "“" + path_ + "” has no array “" + name + "”.");
    }
    return found->second;
}

std::vector<double> Safetensors::numbers(const std::string& name) const
{
    const TensorBytes& tensor = at(name);
    using Convert = std::vector<double> (*)(const std::byte*, std::size_t);
    static const std::map<std::string, Convert> conversions = {
        {"F64", converted<double>},       {"F32", converted<float>},        {"I64", converted<std::int64_t>},
        {"I32", converted<std::int32_t>}, {"I16", converted<std::int16_t>}, {"I8", converted<std::int8_t>},
        {"U8", converted<std::uint8_t>},  {"BOOL", converted<std::uint8_t>}};
    const auto convert = conversions.find(tensor.type);
    if (convert == conversions.end()) {
        refuse(path_, "“" + name + "” is of type " + tensor.type + ", which has no plain numbers");
    }
    return convert->second(bytes(tensor), tensor.count);
}

}  // namespace core::data
