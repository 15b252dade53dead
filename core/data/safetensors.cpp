#include "core/data/safetensors.h"

#include "core/api/error.h"

#include <nlohmann/json.hpp>

#include <cstring>
#include <fstream>

namespace core::data {
namespace {

using nlohmann::json;

constexpr std::uint64_t longestHeader = 100'000'000;  // the format's own limit

[[noreturn]] void refuse(const std::string& path, const std::string& reason)
{
    throw Error(Cause::badFile, "“" + path + "” is not a usable safetensors file: " + reason + ".",
                "Check that the file is complete.");
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
    std::size_t count = 0;
    if (!needed(tensor, count)) {
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

}  // namespace

Safetensors::Safetensors(const std::string& path) : NamedArrays(path)
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
    data_->resize(size - sizeof length - length);
    if (!file.read(header.data(), static_cast<std::streamsize>(header.size())) ||
        !file.read(reinterpret_cast<char*>(data_->data()), static_cast<std::streamsize>(data_->size()))) {
        refuse(path, "it ends early");
    }
    parse(header);
}

Safetensors::Safetensors(const std::string& name, std::span<const std::byte> bytes) : NamedArrays(name)
{
    std::uint64_t length = 0;
    if (bytes.size() < sizeof length) {
        refuse(name, "it is shorter than its first number");
    }
    std::memcpy(&length, bytes.data(), sizeof length);
    const auto rest = bytes.subspan(sizeof length);
    if (length > rest.size()) {
        refuse(name, "its header is longer than the file");
    }
    data_->assign(rest.begin() + static_cast<std::ptrdiff_t>(length), rest.end());
    parse(std::string(reinterpret_cast<const char*>(rest.data()), length));
}

void Safetensors::parse(const std::string& header)
{
    const std::string& path = path_;
    const json document = json::parse(header, nullptr, false);
    if (!document.is_object()) {
        refuse(path, "its header is not JSON");
    }
    for (const auto& [name, entry] : document.items()) {
        if (name != "__metadata__") {
            tensors_[name] = parseTensor(path, name, entry, data_->size());
            continue;
        }
        for (const auto& [key, value] : entry.items()) {
            metadata_[key] = value.is_string() ? value.get<std::string>() : value.dump();
        }
    }
}

}  // namespace core::data
