#include "core/data/dataset.h"

#include "core/data/grib_file.h"
#include "core/data/interpreted.h"
#include "core/data/netcdf_file.h"
#include "core/data/zarr_folder.h"
#include "core/data/zip_dataset.h"

#include <netcdf.h>

#include <cstdint>
#include <filesystem>

namespace core::data {

std::size_t product(std::size_t a, std::size_t b)
{
    return b != 0 && a > SIZE_MAX / b ? SIZE_MAX : a * b;
}

std::size_t Variable::size() const
{
    std::size_t total = 1;
    for (const Dimension& dimension : dimensions) {
        total = product(total, dimension.size);
    }
    return total;
}

bool Variable::numeric() const
{
    return type == NC_BYTE || type == NC_SHORT || type == NC_INT || type == NC_FLOAT || type == NC_DOUBLE ||
           type == NC_UBYTE || type == NC_USHORT || type == NC_UINT || type == NC_INT64 || type == NC_UINT64;
}

bool Variable::text() const
{
    return type == NC_CHAR || type == NC_STRING;
}

bool isUtf8(const std::string& text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        const std::size_t more = c < 0x80                     ? 0
                                 : (c >> 5) == 6 && c >= 0xC2 ? 1
                                 : (c >> 4) == 14             ? 2
                                 : (c >> 3) == 30             ? 3
                                                              : 9;
        if (more == 9 || i + more >= text.size() + (more == 0 ? 1 : 0)) {
            return false;
        }
        for (std::size_t k = 1; k <= more; ++k) {
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) {
                return false;
            }
        }
        i += more + 1;
    }
    return true;
}

std::string utf8(const std::string& text)
{
    if (isUtf8(text)) {
        return text;
    }
    std::string out;
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        if (u < 0x80) {
            out += c;
        } else {
            out += static_cast<char>(0xC0 | (u >> 6));
            out += static_cast<char>(0x80 | (u & 0x3F));
        }
    }
    return out;
}

const Variable* Dataset::find(const std::string& name, const Variable* near) const
{
    if (name.starts_with('/')) {
        return find(name.substr(1));
    }
    std::string prefix = near == nullptr ? "" : near->path.substr(0, near->path.size() - near->name.size());
    while (true) {
        for (const Variable& variable : variables_) {
            if (variable.path == prefix + name) {
                return &variable;
            }
        }
        if (prefix.empty()) {
            return nullptr;
        }
        const auto cut = prefix.rfind('/', prefix.size() - 2);
        prefix.erase(cut == std::string::npos ? 0 : cut + 1);
    }
}

std::unique_ptr<Dataset> openDeclared(const std::string& path, const std::string& name)
{
    if (isZarr(path)) {
        return std::make_unique<ZarrFolder>(path);
    }
    std::error_code failed;
    const bool file = std::filesystem::is_regular_file(path, failed);
    if (file && isZip(path)) {
        return std::make_unique<ZipDataset>(path);
    }
    if (file && isGrib(path)) {
        return std::make_unique<GribFile>(path, name);
    }
    return std::make_unique<NetcdfFile>(path, name);
}

std::unique_ptr<Dataset> openDataset(const std::string& path)
{
    return interpreted(openDeclared(path));
}

}  // namespace core::data
