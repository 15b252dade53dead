#include "core/data/named_arrays.h"

#include "core/api/error.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace core::data {
namespace {

/// IEEE 754 binary16
struct Half {
    std::uint16_t bits;
    explicit operator double() const
    {
        const int exponent = (bits >> 10) & 31;
        const int fraction = bits & 1023;
        const double sign = (bits & 0x8000) != 0 ? -1 : 1;
        if (exponent == 31) {
            return fraction == 0 ? sign * std::numeric_limits<double>::infinity()
                                 : std::numeric_limits<double>::quiet_NaN();
        }
        return sign *
               (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25));
    }
};

/// the upper half of a float32
struct Brain {
    std::uint16_t bits;
    explicit operator double() const { return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16); }
};

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

struct Type {
    std::size_t bytes = 0;
    std::vector<double> (*convert)(const std::byte*, std::size_t) = nullptr;
};

const Type* typeOf(const std::string& name)
{
    static const std::map<std::string, Type> types = {
        {"F64", {8, converted<double>}},       {"F32", {4, converted<float>}},
        {"F16", {2, converted<Half>}},         {"BF16", {2, converted<Brain>}},
        {"I64", {8, converted<std::int64_t>}}, {"I32", {4, converted<std::int32_t>}},
        {"I16", {2, converted<std::int16_t>}}, {"I8", {1, converted<std::int8_t>}},
        {"U8", {1, converted<std::uint8_t>}},  {"BOOL", {1, converted<std::uint8_t>}}};
    const auto found = types.find(name);
    return found == types.end() ? nullptr : &found->second;
}

}  // namespace

std::size_t bytesOf(const std::string& type)
{
    const Type* known = typeOf(type);
    return known == nullptr ? 0 : known->bytes;
}

bool needed(const TensorBytes& tensor, std::size_t& count)
{
    count = bytesOf(tensor.type);
    bool ok = count > 0;
    bool empty = false;
    for (const std::int64_t length : tensor.shape) {
        const auto n = static_cast<std::size_t>(length);
        ok = ok && length >= 0 && (n == 0 || count <= std::numeric_limits<std::int64_t>::max() / n);
        empty = empty || n == 0;
        count = ok && n > 0 ? count * n : count;
    }
    count = ok && !empty ? count : 0;
    return ok;
}

const TensorBytes& NamedArrays::at(const std::string& name) const
{
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) {
        throw Error(Cause::badFile, "“" + path_ + "” has no array “" + name + "”.");
    }
    return found->second;
}

std::vector<double> NamedArrays::numbers(const std::string& name) const
{
    const TensorBytes& tensor = at(name);
    return typeOf(tensor.type)->convert(bytes(tensor), tensor.count);
}

}  // namespace core::data
