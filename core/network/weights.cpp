#include "core/network/weights.h"

#include "core/api/error.h"
#include "core/data/safetensors_write.h"

#include <cstdint>
#include <cstring>
#include <sstream>

namespace core::network {
namespace {

constexpr std::size_t mostNamed = 100;

at::ScalarType typeOf(const std::string& name)
{
    static const std::map<std::string, at::ScalarType> types = {
        {"F64", at::kDouble}, {"F32", at::kFloat}, {"F16", at::kHalf},  {"BF16", at::kBFloat16},
        {"I64", at::kLong},   {"I32", at::kInt},   {"I16", at::kShort}, {"I8", at::kChar},
        {"U8", at::kByte},    {"BOOL", at::kBool}};
    return types.at(name);
}

Tensor over(const data::NamedArrays& arrays, const data::TensorBytes& tensor)
{
    const auto type = typeOf(tensor.type);
    if (tensor.count == 0) {
        return at::empty(tensor.shape, type);
    }
    auto* bytes = const_cast<std::byte*>(
        arrays.bytes(tensor));  // from_blob takes no const; nothing writes here
    if (reinterpret_cast<std::uintptr_t>(bytes) % data::bytesOf(tensor.type) != 0) {
        Tensor copy = at::empty(tensor.shape, type);
        std::memcpy(copy.data_ptr(), bytes, tensor.count);
        return copy;
    }
    return at::from_blob(
        bytes, tensor.shape, [owner = arrays.owner()](void*) {}, type);
}

std::string nameOf(at::ScalarType type)
{
    return type == at::kDouble ? "F64" : type == at::kLong ? "I64" : "F32";
}

std::string shapeText(at::IntArrayRef shape)
{
    std::ostringstream out;
    out << shape;
    return out.str();
}

}  // namespace

StateDict stateDict(const data::NamedArrays& arrays, const std::string& prefix)
{
    const c10::InferenceMode plain(false);  // weights take part in derivatives
    StateDict out;
    for (const auto& [name, tensor] : arrays.tensors()) {
        if (name.starts_with(prefix)) {
            out[name.substr(prefix.size())] = over(arrays, tensor);
        }
    }
    return out;
}

void writeState(const std::string& path, const StateDict& state, const std::map<std::string, std::string>& metadata)
{
    StateDict whole;
    std::map<std::string, data::ArrayView> arrays;
    for (const auto& [name, tensor] : state) {
        const Tensor& kept = whole[name] = tensor.detach().to(at::kCPU).contiguous();
        arrays[name] = {nameOf(kept.scalar_type()), kept.sizes().vec(), kept.const_data_ptr()};
    }
    data::writeSafetensors(path, arrays, metadata);
}

Weights::Weights(StateDict tensors, at::TensorOptions options)
    : tensors_(std::move(tensors)), options_(options)
{
}

at::TensorOptions Weights::exact() const
{
    return options_.dtype() == at::kDouble ? options_ : options_.dtype(at::kFloat);
}

Tensor Weights::find(const std::string& name, at::IntArrayRef shape)
{
    asked_[name] = shape.vec();
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) {
        faults_.push_back("“" + name + "” is missing");
    } else if (found->second.sizes() != shape) {
        faults_.push_back("“" + name + "” is " + shapeText(found->second.sizes()) + " instead of " +
                          shapeText(shape));
    } else {
        return found->second;
    }
    return at::zeros({}).expand(shape);  // costs nothing, whatever the shape
}

Tensor Weights::take(const std::string& name, at::IntArrayRef shape)
{
    const c10::InferenceMode plain(false);
    return faults_.empty() ? find(name, shape).to(options_) : find(name, shape);
}

Tensor Weights::takeExact(const std::string& name, at::IntArrayRef shape)
{
    const c10::InferenceMode plain(false);
    return faults_.empty() ? find(name, shape).to(exact()) : find(name, shape);
}

void Weights::finish(const std::string& network) const
{
    std::vector<std::string> faults = faults_;
    for (const auto& [name, tensor] : tensors_) {
        if (!asked_.contains(name)) {
            faults.push_back("“" + name + "” is not known");
        }
    }
    if (faults.empty()) {
        return;
    }
    std::string list;
    for (std::size_t i = 0; i < std::min(faults.size(), mostNamed); ++i) {
        list += (i > 0 ? ", " : "") + faults[i];
    }
    if (faults.size() > mostNamed) {
        list += " and " + std::to_string(faults.size() - mostNamed) + " more";
    }
    throw Error(Cause::badFile, "The weights do not fit " + network + ": " + list + ".",
                "Check that the configuration beside the weights is the one they were trained with.");
}

}  // namespace core::network
