#pragma once

#include <cstdint>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

namespace tests {

/// Little-endian bytes of a number.
template <class T>
std::string bytesOf(T value)
{
    std::string out(sizeof(T), '\0');
    std::memcpy(out.data(), &value, sizeof(T));
    return out;
}

/// Writes zip archives as torch.save does, and ones that it never would.
class Archive {
public:
    void add(const std::string& name, const std::string& data, std::uint16_t method = 0)
    {
        const auto size = static_cast<std::uint32_t>(data.size()),
                   at = static_cast<std::uint32_t>(bytes_.size());
        const auto length = static_cast<std::uint16_t>(name.size());
        const std::string sizes = bytesOf(method) + std::string(8, '\0') + bytesOf(size) + bytesOf(size) +
                                  bytesOf(length) + bytesOf(std::uint16_t{0});
        bytes_ += bytesOf(0x04034b50U) + std::string(4, '\0') + sizes + name + data;
        directory_ += bytesOf(0x02014b50U) + std::string(6, '\0') + sizes + std::string(10, '\0') +
                      bytesOf(at) + name;
        ++entries_;
    }
    [[nodiscard]] std::string bytes() const
    {
        return bytes_ + directory_ + bytesOf(0x06054b50U) + std::string(4, '\0') + bytesOf(entries_) +
               bytesOf(entries_) + bytesOf(static_cast<std::uint32_t>(directory_.size())) +
               bytesOf(static_cast<std::uint32_t>(bytes_.size())) + bytesOf(std::uint16_t{0});
    }

private:
    std::string bytes_, directory_;
    std::uint16_t entries_ = 0;
};

/// Opcodes of a pickle.
namespace op {

inline std::string text(const std::string& value)
{
    return "X" + bytesOf(static_cast<std::uint32_t>(value.size())) + value;
}
inline std::string whole(std::int64_t value)
{
    return std::string("\x8a\x08", 2) + bytesOf(value);
}
inline std::string tuple(const std::vector<std::int64_t>& values)
{
    std::string out = "(";
    for (const auto value : values) {
        out += whole(value);
    }
    return out + "t";
}

struct Tensor {
    std::string storage = "FloatStorage";
    std::int64_t offset = 0;
    std::vector<std::int64_t> shape, strides;
    std::string key = "0";
};
inline std::string tensor(const Tensor& t)
{
    return "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + "ctorch\n" + t.storage + "\n" +
           text(t.key) + text("cpu") + whole(1) + "tQ" + whole(t.offset) + tuple(t.shape) + tuple(t.strides) +
           "\x89"
           "ccollections\nOrderedDict\n)RtR";
}
/// a dictionary with one entry
inline std::string entry(const std::string& key, const std::string& value)
{
    return "}" + text(key) + value + "s";
}

}  // namespace op

/// A whole file: pickle and one storage.
inline std::string saved(const std::string& pickle, const std::string& storage = "")
{
    Archive archive;
    archive.add("model/data.pkl", "\x80\x02" + pickle + ".");
    archive.add("model/byteorder", "little");
    archive.add("model/data/0", storage);
    return archive.bytes();
}

}  // namespace tests
