#include "core/data/safetensors_write.h"


#include <nlohmann/json.hpp>

namespace core::data {

void writeSafetensors(const std::string& path, const std::map<std::string, ArrayView>& arrays,
                      const std::map<std::string, std::string>& metadata)
{
    constexpr std::size_t alignment = 8;
    nlohmann::json header = nlohmann::json::object();
    if (!metadata.empty()) {
        header["__metadata__"] = metadata;
    }
    std::string data;
    // the widest numbers first, so that each array lies where its type may
    for (const std::size_t width : {8, 4, 2, 1}) {
        for (const auto& [name, array] : arrays) {
            std::size_t count = 0;
            if (bytesOf(array.type) != width || !needed({array.type, array.shape}, count)) {
                continue;
            }
            header[name] = {{"dtype", array.type},
                            {"shape", array.shape},
                            {"data_offsets", {data.size(), data.size() + count}}};
            data.append(static_cast<const char*>(array.bytes), count);
        }
    }
    std::string text = header.dump();
    text.append((alignment - text.size() % alignment) % alignment, ' ');
    const auto length = static_cast<std::uint64_t>(text.size());
    writeWhole(path, std::string(reinterpret_cast<const char*>(&length), sizeof length) + text + data);
}

}  // namespace core::data
