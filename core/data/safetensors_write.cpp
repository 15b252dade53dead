#include "core/data/safetensors_write.h"

#include "core/api/error.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

namespace core::data {

void writeWhole(const std::string& path, const std::string& content)
{
    namespace fs = std::filesystem;
    const fs::path temporary = path + ".part";
    std::ofstream file(temporary, std::ios::binary);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    std::error_code failed;
    if (file) {
        fs::rename(temporary, path, failed);
    }
    if (!file || failed) {
        fs::remove(temporary, failed);
        throw Error(Cause::badFile, path + " cannot be written (no permission, or the disk is full).",
                    "Choose another folder.");
    }
}

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
