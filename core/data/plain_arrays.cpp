#include "core/data/plain_arrays.h"

#include "core/api/error.h"
#include "core/data/cf_values.h"
#include "core/data/netcdf_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>

#ifdef EMBELLIE_BLOSC
#include <blosc.h>
#endif
#ifdef EMBELLIE_ZLIB
#include <zlib.h>
#endif

namespace core::data {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t mostBytes = std::size_t{1} << 30;

[[noreturn]] void refuse(const fs::path& path, const std::string& why)
{
    throw Error(Cause::badFile, path.string() + " cannot be read (" + why + ").", "Check that the download is complete.");
}

std::string contentOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

json documentOf(const fs::path& path)
{
    const json document = json::parse(contentOf(path), nullptr, false);
    return document.is_object() ? document : json::object();
}

/// How an array of a Zarr folder is stored.
struct Layout {
    std::string type;  ///< "<f4" …
    std::vector<std::size_t> shape, chunks;
    std::string compressor, separator = ".";
    double fill = 0;

    [[nodiscard]] std::size_t width() const { return static_cast<std::size_t>(type.back() - '0'); }
};

std::size_t product(const std::vector<std::size_t>& numbers)
{
    std::size_t out = 1;
    for (const std::size_t n : numbers) {
        out = n != 0 && out > mostBytes / n ? mostBytes + 1 : out * n;
    }
    return out;
}

/// Nothing for arrays that hold no numbers.
std::optional<Layout> layoutOf(const fs::path& array)
{
    const json about = documentOf(array / ".zarray");
    Layout out;
    try {
        if (!about.at("dtype").is_string()) {
            return std::nullopt;
        }
        out.type = about.at("dtype").get<std::string>();
        out.shape = about.at("shape").get<std::vector<std::size_t>>();
        out.chunks = about.at("chunks").get<std::vector<std::size_t>>();
        if (about.at("compressor").is_object()) {
            out.compressor = about.at("compressor").at("id").get<std::string>();
        }
        out.separator = about.value("dimension_separator", out.separator);
        out.fill = about.at("fill_value").is_number() ? about.at("fill_value").get<double>()
                                                      : std::numeric_limits<double>::quiet_NaN();
        if (about.value("order", "C") != "C" || (about.contains("filters") && about.at("filters").is_array())) {
            refuse(array, "its chunks are filtered or not in C order");
        }
    } catch (const json::exception&) {
        refuse(array, "its .zarray is damaged");
    }
    static const std::vector<std::string> known = {"<f4", "<f8", "<i1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "|b1"};
    if (std::find(known.begin(), known.end(), out.type) == known.end()) {
        return std::nullopt;
    }
    if (out.chunks.size() != out.shape.size() || product(out.shape) * 8 > mostBytes || product(out.chunks) * 8 > mostBytes ||
        product(out.chunks) == 0) {
        refuse(array, "its shape and chunks do not fit together");
    }
    return out;
}

std::string inflated(const fs::path& chunk, const std::string& stored, std::size_t bytes, const std::string& compressor)
{
    if (compressor.empty()) {
        return stored;
    }
    std::string out(bytes, '\0');
#ifdef EMBELLIE_BLOSC
    if (compressor == "blosc") {
        std::size_t whole = 0;
        const bool sound = blosc_cbuffer_validate(stored.data(), stored.size(), &whole) == 0 && whole == bytes;
        if (!sound || blosc_decompress_ctx(stored.data(), out.data(), bytes, 1) != static_cast<int>(bytes)) {
            refuse(chunk, "damaged");
        }
        return out;
    }
#endif
#ifdef EMBELLIE_ZLIB
    if (compressor == "zlib") {
        uLongf length = bytes;
        if (uncompress(reinterpret_cast<Bytef*>(out.data()), &length, reinterpret_cast<const Bytef*>(stored.data()),
                       stored.size()) != Z_OK) {
            refuse(chunk, "damaged");
        }
        return out;
    }
#endif
    refuse(chunk, "compressed with " + compressor + ", which is not known here");
}

template <class T>
double valueAt(const char* bytes)
{
    T value;
    std::memcpy(&value, bytes, sizeof(T));
    return static_cast<double>(value);
}

double numberAt(const char* bytes, const std::string& type)
{
    const char kind = type[1];
    switch (type.back()) {
    case '1':
        return kind == 'i' ? valueAt<std::int8_t>(bytes) : valueAt<std::uint8_t>(bytes);
    case '2':
        return kind == 'i' ? valueAt<std::int16_t>(bytes) : valueAt<std::uint16_t>(bytes);
    case '4':
        return kind == 'f' ? valueAt<float>(bytes) : kind == 'i' ? valueAt<std::int32_t>(bytes) : valueAt<std::uint32_t>(bytes);
    default:
        return kind == 'f' ? valueAt<double>(bytes) : valueAt<std::int64_t>(bytes);
    }
}

/// Counts index up within shape, last axis first; false after the last.
bool next(std::vector<std::size_t>& index, const std::vector<std::size_t>& shape)
{
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        if (++index[axis] < shape[axis]) {
            return true;
        }
        index[axis] = 0;
    }
    return false;
}

/// Puts one chunk's numbers where they belong.
void place(const Layout& layout, const std::vector<std::size_t>& chunk, const std::string& bytes, std::vector<double>& out)
{
    std::vector<std::size_t> inside(layout.shape.size(), 0);
    std::size_t at = 0;
    do {
        std::size_t index = 0;
        bool within = true;
        for (std::size_t axis = 0; axis < inside.size(); ++axis) {
            const std::size_t here = chunk[axis] * layout.chunks[axis] + inside[axis];
            within = within && here < layout.shape[axis];
            index = index * layout.shape[axis] + here;
        }
        if (within) {
            out[index] = numberAt(bytes.data() + at, layout.type);
        }
        at += layout.width();
    } while (next(inside, layout.chunks));
}

std::vector<double> valuesOf(const fs::path& array, const Layout& layout)
{
    std::vector<double> out(product(layout.shape), layout.fill);
    std::vector<std::size_t> counts, chunk(layout.shape.size(), 0);
    for (std::size_t axis = 0; axis < layout.shape.size(); ++axis) {
        counts.push_back((layout.shape[axis] + layout.chunks[axis] - 1) / layout.chunks[axis]);
    }
    const std::size_t bytes = product(layout.chunks) * layout.width();
    do {
        std::string name;
        for (const std::size_t n : chunk) {
            name += (name.empty() ? "" : layout.separator) + std::to_string(n);
        }
        const fs::path path = array / (name.empty() ? "0" : name);
        if (!out.empty() && fs::exists(path)) {
            const std::string whole = inflated(path, contentOf(path), bytes, layout.compressor);
            if (whole.size() != bytes) {
                refuse(path, "truncated");
            }
            place(layout, chunk, whole, out);
        }
    } while (next(chunk, counts));
    return out;
}

std::map<std::string, PlainArray> readZarr(const fs::path& folder)
{
    std::map<std::string, PlainArray> out;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
        if (!fs::exists(entry.path() / ".zarray")) {
            continue;
        }
        const auto layout = layoutOf(entry.path());
        if (!layout) {
            continue;
        }
        PlainArray array{.dimensions = {}, .shape = layout->shape, .values = valuesOf(entry.path(), *layout)};
        const json attributes = documentOf(entry.path() / ".zattrs");
        if (const auto names = attributes.find("_ARRAY_DIMENSIONS"); names != attributes.end() && names->is_array()) {
            for (const json& name : *names) {
                array.dimensions.push_back(name.is_string() ? name.get<std::string>() : "");
            }
        }
        if (array.dimensions.size() != array.shape.size()) {
            array.dimensions.clear();
        }
        out[entry.path().filename().string()] = std::move(array);
    }
    return out;
}

std::map<std::string, PlainArray> readNetcdf(const std::string& path)
{
    std::map<std::string, PlainArray> out;
    const NetcdfFile file(path);
    for (const Variable& variable : file.variables()) {
        if (!variable.numeric() || variable.size() * 8 > mostBytes) {
            continue;
        }
        PlainArray array;
        for (const Dimension& dimension : variable.dimensions) {
            array.dimensions.push_back(dimension.name);
            array.shape.push_back(dimension.size);
        }
        array.values = readAll(file, variable);
        out[variable.path] = std::move(array);
    }
    return out;
}

}  // namespace

bool isZarr(const std::string& path)
{
    return fs::exists(fs::path(path) / ".zgroup") || fs::exists(fs::path(path) / ".zmetadata");
}

std::map<std::string, PlainArray> readPlainArrays(const std::string& path)
{
    if (!fs::is_directory(path)) {
        return readNetcdf(path);
    }
    if (fs::exists(fs::path(path) / "zarr.json")) {
        refuse(path, "Zarr of format 3, and only format 2 is known here");
    }
    if (!isZarr(path)) {
        refuse(path, "a folder that is no Zarr store");
    }
    return readZarr(path);
}

}  // namespace core::data
