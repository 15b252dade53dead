#include "core/data/zarr_folder.h"

#include "core/api/error.h"
#include "core/data/zarr_chunk.h"
#include "core/data/zarr_slab.h"

#include <netcdf.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <filesystem>

namespace core::data {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t mostMetadata = std::size_t{1} << 24, mostArrays = 20000;
constexpr std::size_t mostKept = std::size_t{1} << 28, largeBytes = std::size_t{1} << 28;
constexpr std::size_t mostTexts = std::size_t{1} << 22;
constexpr int deepest = 8;

Error zarrError(const std::string& path, const std::string& reason)
{
    return Error(Cause::badFile, path + " cannot be used: " + reason + ".", "Copy or download it again.");
}

json documentOf(const fs::path& path)
{
    std::vector<char> content;
    if (!readWhole(path, mostMetadata, content)) {
        return json::object();
    }
    json document = json::parse(content, nullptr, false);
    if (!document.is_object()) {
        throw zarrError(path.string(), "it is no JSON object");
    }
    return document;
}

int typeOf(const ZarrArray& array)
{
    static const std::map<std::string, int> types = {{"i1", NC_BYTE},  {"i2", NC_SHORT},  {"i4", NC_INT},
                                                     {"i8", NC_INT64}, {"u1", NC_UBYTE},  {"u2", NC_USHORT},
                                                     {"u4", NC_UINT},  {"u8", NC_UINT64}, {"f2", NC_FLOAT},
                                                     {"f4", NC_FLOAT}, {"f8", NC_DOUBLE}, {"b1", NC_UBYTE}};
    const auto found = types.find(std::string(1, array.kind) + std::to_string(array.width));
    return found != types.end() ? found->second : array.kind == '?' ? NC_DOUBLE : NC_STRING;
}

// xarray writes _FillValue of format 3 as the bytes of a double in base64.
std::optional<double> fromBase64(const std::string& text)
{
    static const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<unsigned char, 9> bytes{};
    for (std::size_t i = 0; i < 12; ++i) {
        const std::size_t digit = text.size() == 12 ? digits.find(text[i] == '=' ? 'A' : text[i])
                                                    : std::string::npos;
        if (digit == std::string::npos) {
            return std::nullopt;
        }
        for (std::size_t bit = 0; bit < 6; ++bit) {
            const std::size_t at = i * 6 + bit;
            bytes[at / 8] = static_cast<unsigned char>(bytes[at / 8] |
                                                       (((digit >> (5 - bit)) & 1) << (7 - at % 8)));
        }
    }
    double value = 0;
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
}

}  // namespace

bool isZarr(const std::string& path)
{
    std::error_code failed;
    const auto holds = [&](const char* name) { return fs::is_regular_file(fs::path(path) / name, failed); };
    return holds(".zgroup") || holds(".zmetadata") || holds(".zarray") || holds("zarr.json");
}

ZarrFolder::ZarrFolder(const std::string& path) : Dataset(path)
{
    const fs::path root(path);
    const json consolidated = documentOf(root / ".zmetadata");
    const json own = documentOf(root / "zarr.json");
    attributes_ = own.empty() ? documentOf(root / ".zattrs") : own.value("attributes", json::object());
    const auto inlined = own.find("consolidated_metadata");
    if (const auto all = consolidated.find("metadata"); all != consolidated.end() && all->is_object()) {
        listConsolidated(*all);
    } else if (inlined != own.end() && inlined->is_object() &&
               inlined->value("metadata", json()).is_object()) {
        listConsolidated(inlined->at("metadata"));
    } else {
        listFolder("", 0);
    }
    std::error_code failed;
    for (std::size_t v = 0; v < variables_.size(); ++v) {
        const bool there = fs::is_directory(root / variables_[v].path, failed) || variables_.size() == 1;
        if (!there && arrays_[v].trouble.empty()) {
            arrays_[v].trouble = "is not there: the folder of its chunks is missing";
        }
        checkWritten(variables_[v], arrays_[v]);
    }
}

void ZarrFolder::listConsolidated(const json& metadata)
{
    for (const auto& [key, content] : metadata.items()) {
        if (!content.is_object() || key.starts_with('/') ||
            ("/" + key + "/").find("/../") != std::string::npos) {
            continue;
        }
        if (key.ends_with("/.zarray")) {
            const std::string array = key.substr(0, key.size() - 8);
            add(array, zarrArray2(content, metadata.value(array + "/.zattrs", json::object())));
        } else if (content.value("node_type", json()) == "array") {
            add(key, zarrArray3(content));
        }
    }
}

void ZarrFolder::listFolder(const std::string& group, int depth)
{
    const fs::path folder = fs::path(path()) / group;
    const json node = documentOf(folder / "zarr.json");
    const std::string name = group.empty() ? fs::path(path()).stem().string() : group;
    std::error_code failed;
    if (node.value("node_type", json()) == "array") {
        add(name, zarrArray3(node));
    } else if (fs::is_regular_file(folder / ".zarray", failed)) {
        add(name, zarrArray2(documentOf(folder / ".zarray"), documentOf(folder / ".zattrs")));
    } else if (depth < deepest && (depth == 0 || !node.empty() || fs::exists(folder / ".zgroup", failed))) {
        std::vector<std::string> inner;
        for (const auto& entry : fs::directory_iterator(folder, failed)) {
            if (inner.size() < mostArrays && entry.is_directory(failed)) {
                inner.push_back((group.empty() ? "" : group + "/") + entry.path().filename().string());
            }
        }
        std::sort(inner.begin(), inner.end());
        for (const std::string& next : inner) {
            listFolder(next, depth + 1);
        }
    }
}

void ZarrFolder::add(const std::string& where, ZarrArray array)
{
    if (variables_.size() == mostArrays) {
        throw zarrError(path(), "it holds more than " + std::to_string(mostArrays) + " arrays");
    }
    Variable variable{.id = static_cast<int>(variables_.size()),
                      .path = utf8(where),
                      .name = utf8(where.substr(where.rfind('/') + 1)),
                      .type = typeOf(array)};
    for (std::size_t axis = 0; axis < array.shape.size(); ++axis) {
        const std::pair key{array.dimensions[axis], array.shape[axis]};
        const int id = dimensions_.emplace(key, static_cast<int>(dimensions_.size())).first->second;
        variable.dimensions.push_back({key.first, key.second, id});
    }
    variables_.push_back(std::move(variable));
    arrays_.push_back(std::move(array));
}

// Large arrays of which no chunk is there are declared only.
void ZarrFolder::checkWritten(const Variable& variable, const ZarrArray& array) const
{
    const std::size_t bytes = product(variable.size(), std::max<std::size_t>(array.width, 1));
    if (bytes <= largeBytes) {
        return;
    }
    std::error_code failed;
    const fs::path folder = fs::path(path()) / variable.path;
    const fs::directory_iterator entries(fs::exists(folder, failed) ? folder : fs::path(path()), failed);
    const bool written = std::any_of(fs::begin(entries), fs::end(entries),
                                     [](const fs::directory_entry& entry) {
                                         const std::string name = entry.path().filename().string();
                                         return name != "zarr.json" && !name.starts_with('.');
                                     });
    if (!written) {
        throw Error(Cause::badFile,
                    path() + " declares " + std::to_string(bytes >> 20) + " MB for " + variable.path +
                        ", but holds no chunk of it.",
                    "The variable was never written.");
    }
}

const ZarrArray& ZarrFolder::arrayOf(const Variable& variable) const
{
    return arrays_[static_cast<std::size_t>(variable.id)];
}

std::string ZarrFolder::text(const Variable& variable, const std::string& attribute) const
{
    const json value = arrayOf(variable).attributes.value(attribute, json());
    return value.is_string() ? utf8(value.get<std::string>()) : "";
}

std::string ZarrFolder::globalText(const std::string& attribute) const
{
    const json value = attributes_.is_object() ? attributes_.value(attribute, json()) : json();
    return value.is_string() ? utf8(value.get<std::string>()) : "";
}

std::vector<double> ZarrFolder::numbers(const Variable& variable, const std::string& attribute) const
{
    const ZarrArray& array = arrayOf(variable);
    const json value = array.attributes.value(attribute, json());
    if (attribute == "_FillValue" && value.is_string()) {
        const auto number = fromBase64(value.get<std::string>());
        return number ? std::vector{*number} : std::vector<double>{};
    }
    if (attribute == "_FillValue" && value.is_null() && array.missing) {
        return {*array.missing};
    }
    if (value.is_number()) {
        return {value.get<double>()};
    }
    std::vector<double> out;
    for (const json& one : value.is_array() ? value : json::array()) {
        if (one.is_number()) {
            out.push_back(one.get<double>());
        }
    }
    return out;
}

bool ZarrFolder::has(const Variable& variable, const std::string& attribute) const
{
    const ZarrArray& array = arrayOf(variable);
    return array.attributes.contains(attribute) || (attribute == "_FillValue" && array.missing);
}

std::string ZarrFolder::unreadable(const Variable& variable) const
{
    return arrayOf(variable).trouble;
}

std::vector<std::size_t> ZarrFolder::chunks(const Variable& variable) const
{
    const ZarrArray& array = arrayOf(variable);
    return array.trouble.empty() ? array.chunks : std::vector<std::size_t>{};
}

const ZarrArray& ZarrFolder::readable(const Variable& variable) const
{
    const ZarrArray& array = arrayOf(variable);
    if (!array.trouble.empty()) {
        throw zarrError(path(), variable.path + " " + array.trouble);
    }
    return array;
}

// Null where the chunk is not there: all of it is the fill value.
std::shared_ptr<const ZarrFolder::Bytes> ZarrFolder::chunk(const Variable& variable,
                                                           const std::vector<std::size_t>& index) const
{
    const ZarrArray& array = arrayOf(variable);
    const fs::path own = fs::path(path()) / variable.path;
    std::error_code failed;
    const fs::path folder = fs::is_directory(own, failed) ? own : fs::path(path());
    const std::string name = variable.path + " " + array.keyOf(index);
    const auto found = std::find_if(kept_.begin(), kept_.end(),
                                    [&](const Kept& k) { return k.name == name; });
    if (found != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, found);
        return kept_.front().bytes;
    }
    std::vector<char> packed;
    if (!readZarrChunk(folder, array, index, packed)) {
        return nullptr;
    }
    auto bytes = std::make_shared<Bytes>();
    if (const std::string wrong = array.decode(std::move(packed), *bytes); !wrong.empty()) {
        throw zarrError(path(), "the chunk " + array.keyOf(index) + " of " + variable.path + " " + wrong);
    }
    for (keptBytes_ += bytes->size(); keptBytes_ > mostKept && !kept_.empty(); kept_.pop_back()) {
        keptBytes_ -= kept_.back().bytes->size();
    }
    kept_.push_front({name, bytes});
    return bytes;
}

void ZarrFolder::read(const Variable& variable, const std::vector<std::size_t>& start,
                      const std::vector<std::size_t>& count, double* out) const
{
    const ZarrArray& array = readable(variable);
    ZarrSlab slab(array, start, count);
    do {
        const auto bytes = chunk(variable, slab.chunk());
        slab.copy(bytes ? bytes->data() : nullptr, out);
    } while (slab.next());
}

std::vector<std::string> ZarrFolder::readTexts(const Variable& variable) const
{
    const ZarrArray& array = readable(variable);
    if (array.kind != 'S' && array.kind != 'U') {
        throw zarrError(path(), variable.path + " is text of no fixed length, which is not read here");
    }
    if (variable.size() > mostTexts) {
        throw zarrError(path(), "it holds too much text in " + variable.path);
    }
    std::vector<std::string> texts(variable.size());
    ZarrSlab slab(array, std::vector<std::size_t>(array.shape.size(), 0), array.shape);
    do {
        if (const auto bytes = chunk(variable, slab.chunk())) {
            slab.copyTexts(bytes->data(), texts);
        }
    } while (slab.next());
    return texts;
}

}  // namespace core::data
