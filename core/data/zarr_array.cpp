#include "core/data/zarr_array.h"

#include "core/data/dataset.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>

namespace core::data {
namespace {

using nlohmann::json;

constexpr std::size_t mostChunkBytes = std::size_t{1} << 28;
constexpr std::size_t checksumBytes = 4, placeBytes = 16, mostIndexBytes = std::size_t{1} << 24;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::optional<double> fillOf(const json& value)
{
    if (value.is_number()) {
        return value.get<double>();
    }
    if (value.is_boolean()) {
        return value.get<bool>() ? 1 : 0;
    }
    if (!value.is_string()) {
        return std::nullopt;
    }
    const auto text = value.get<std::string>();
    const double infinity = std::numeric_limits<double>::infinity();
    return text == "Infinity" ? infinity : text == "-Infinity" ? -infinity : std::optional<double>(nan);
}

std::string nameOf(const json& codec)
{
    for (const char* key : {"id", "name"}) {
        if (const auto found = codec.find(key);
            codec.is_object() && found != codec.end() && found->is_string()) {
            return found->get<std::string>().substr(0, 40);
        }
    }
    return codec.is_string() ? codec.get<std::string>().substr(0, 40) : "something unknown";
}

json settingsOf(const json& codec)
{
    const auto found = codec.is_object() ? codec.find("configuration") : codec.end();
    return found != codec.end() && found->is_object() ? *found : json::object();
}

// Codecs from bytes to bytes that both formats have.
void addStep(ZarrArray& array, const std::string& name, std::size_t width)
{
    static const std::map<std::string, Compressor> known = {{"zlib", Compressor::zlib},
                                                            {"gzip", Compressor::zlib},
                                                            {"blosc", Compressor::blosc},
                                                            {"zstd", Compressor::zstd}};
    const auto compressor = known.find(name);
    const bool packed = std::any_of(array.steps.begin(), array.steps.end(), [](const ZarrArray::Step& step) {
        return step.codec == ZarrArray::Codec::unpack;
    });
    if (compressor != known.end() && !packed) {
        array.steps.push_back({ZarrArray::Codec::unpack, compressor->second});
    } else if (name == "shuffle" && width > 0) {
        array.steps.push_back({.codec = ZarrArray::Codec::shuffle, .width = width});
    } else if (name == "crc32c") {
        array.steps.push_back({.codec = ZarrArray::Codec::checksum});
    } else {
        array.trouble = "is packed with " + name + ", which is not known here";
    }
}

// "<f4", "|S8", "<M8[ns]" … (NumPy's array protocol)
void setType2(ZarrArray& array, const std::string& type)
{
    array.bigEndian = type.starts_with('>');
    array.kind = type.size() > 1 ? type[1] : '?';
    std::size_t digits = 2, number = 0;
    while (digits < type.size() && digits < 9 &&
           std::isdigit(static_cast<unsigned char>(type[digits])) != 0) {
        number = number * 10 + static_cast<std::size_t>(type[digits++] - '0');
    }
    array.width = array.kind == 'U' ? number * 4 : number;
    if (array.kind == 'M') {
        static const std::map<std::string, double> seconds = {{"[ns]", 1e-9}, {"[us]", 1e-6}, {"[ms]", 1e-3},
                                                              {"[s]", 1},     {"[m]", 60},    {"[h]", 3600},
                                                              {"[D]", 86400}};
        const auto unit = seconds.find(type.substr(digits));
        array.kind = unit != seconds.end() ? 'i' : '?';
        if (unit != seconds.end() && !array.attributes.contains("units")) {
            array.attributes["units"] = "seconds since 1970-01-01";
            array.attributes["scale_factor"] = unit->second;
        }
    }
}

void setType3(ZarrArray& array, const json& type)
{
    static const std::map<std::string, std::string> known = {
        {"bool", "|b1"},    {"int8", "|i1"},    {"int16", "<i2"},  {"int32", "<i4"},  {"int64", "<i8"},
        {"uint8", "|u1"},   {"uint16", "<u2"},  {"uint32", "<u4"}, {"uint64", "<u8"}, {"float16", "<f2"},
        {"float32", "<f4"}, {"float64", "<f8"}, {"string", "|O"}};
    const std::string name = nameOf(type);
    const json settings = settingsOf(type);
    if (const auto found = known.find(name); found != known.end()) {
        setType2(array, found->second);
    } else if (name == "numpy.datetime64") {
        setType2(array, "<M8[" + settings.value("unit", "") + "]");
    } else if (name == "fixed_length_utf32" || name == "null_terminated_bytes") {
        const std::size_t bytes = settings.value("length_bytes", std::size_t{0});
        array.kind = name == "fixed_length_utf32" ? 'U' : 'S';
        array.width = bytes;
    }
}

void addCodecs3(ZarrArray& array, const json& codecs)
{
    for (const json& codec : codecs) {
        const std::string name = nameOf(codec);
        const json settings = settingsOf(codec);
        if (name == "bytes") {
            array.bigEndian = settings.value("endian", "little") == "big";
        } else if (name == "transpose" && settings.value("order", json()).is_array()) {
            array.order = settings.at("order").get<std::vector<std::size_t>>();
        } else if (name != "vlen-utf8" || array.kind != 'O') {
            addStep(array, name, settings.value("elementsize", std::size_t{4}));
        }
    }
}

// Many chunks in one file, with a table of them (Zarr enhancement proposal 2).
void setShard(ZarrArray& array, const json& settings)
{
    array.shard = array.chunks;
    array.chunks = settings.at("chunk_shape").get<std::vector<std::size_t>>();
    array.shardIndexFirst = settings.value("index_location", "end") == "start";
    for (const json& codec : settings.at("index_codecs")) {
        const std::string name = nameOf(codec);
        array.shardIndexSummed = array.shardIndexSummed || name == "crc32c";
        const bool little = name == "bytes" && settingsOf(codec).value("endian", "little") == "little";
        if (!little && name != "crc32c") {
            array.trouble = "has its chunks listed with " + name + ", which is not known here";
        }
    }
}

// What must hold before anything is allocated for the array.
void check(ZarrArray& array)
{
    constexpr std::size_t mostAxes = 16;
    const std::size_t rank = array.shape.size();
    if (!array.attributes.is_object()) {
        array.attributes = json::object();
    }
    static const std::array<std::string, 5> numbers = {"i1248", "u1248", "f248", "b1", "SUO"};
    const bool numeric = std::any_of(numbers.begin(), numbers.end() - 1, [&](const std::string& kind) {
        return kind[0] == array.kind && array.width < 10 &&
               kind.find(static_cast<char>('0' + array.width), 1) != std::string::npos;
    });
    const bool text = numbers.back().find(array.kind) != std::string::npos &&
                      (array.kind == 'O' || (array.width > 0 && (array.kind == 'S' || array.width % 4 == 0)));
    const auto say = [&](const std::string& trouble) {
        array.trouble = array.trouble.empty() ? trouble : array.trouble;
    };
    if (!numeric && !text) {
        array.kind = '?';
        say("is of a kind of data that is not known here");
    }
    std::size_t bytes = std::max<std::size_t>(array.width, 1);
    for (const std::size_t n : array.chunks) {
        bytes = product(bytes, n);
    }
    if (array.chunks.size() != rank || rank > mostAxes || bytes == 0) {
        say("is damaged: its shape and chunks do not fit together");
    } else if (!array.shard.empty() &&
               (array.shard.size() != rank || array.shardIndexBytes() > mostIndexBytes)) {
        say("is damaged: its shards do not fit its chunks");
    } else if (bytes > mostChunkBytes) {
        say("has chunks of " + std::to_string(bytes >> 20) + " MB, more than " +
            std::to_string(mostChunkBytes >> 20) + " MB");
    }
    array.order.resize(array.order.empty() ? rank : array.order.size());
    std::vector<std::size_t> sorted = array.order;
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::size_t> all(rank);
    std::iota(all.begin(), all.end(), std::size_t{0});
    if (sorted != all) {
        say("is damaged: its axes are not in a possible order");
    }
    if (array.dimensions.size() != rank) {
        array.dimensions.clear();
        for (std::size_t axis = 0; axis < rank; ++axis) {
            array.dimensions.push_back("dim_" + std::to_string(axis));
        }
    }
}

std::vector<std::size_t> axes(std::size_t rank, bool reversed)
{
    std::vector<std::size_t> out(rank);
    std::iota(out.begin(), out.end(), std::size_t{0});
    if (reversed) {
        std::reverse(out.begin(), out.end());
    }
    return out;
}

void setDimensions(ZarrArray& array, const json& names)
{
    for (std::size_t axis = 0; names.is_array() && axis < names.size(); ++axis) {
        array.dimensions.push_back(names[axis].is_string() ? names[axis].get<std::string>()
                                                           : "dim_" + std::to_string(axis));
    }
}

// xarray takes a fill value of format 2 as _FillValue; 0 is merely what zarr itself puts there.
void setMissing2(ZarrArray& array, const std::optional<double>& fill)
{
    const bool packed = array.attributes.contains("scale_factor") || array.attributes.contains("add_offset");
    if (fill && (*fill != 0 || packed)) {
        array.missing = fill;
    }
}

void unshuffle(std::vector<char>& bytes, std::size_t width)
{
    const std::vector<char> in = bytes;
    const std::size_t count = bytes.size() / width;
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t b = 0; b < width; ++b) {
            bytes[i * width + b] = in[b * count + i];
        }
    }
}

bool stripChecksum(std::vector<char>& bytes)
{
    if (bytes.size() < checksumBytes) {
        return false;
    }
    std::uint32_t stored = 0;
    std::memcpy(&stored, bytes.data() + bytes.size() - checksumBytes, checksumBytes);
    bytes.resize(bytes.size() - checksumBytes);
    return stored == crc32c(bytes);
}

template <class T>
double valueOf(const std::array<char, 8>& bytes)
{
    T value;
    std::memcpy(&value, bytes.data(), sizeof(T));
    return static_cast<double>(value);
}

double halfPrecision(const std::array<char, 8>& bytes)
{
    std::uint16_t half = 0;
    std::memcpy(&half, bytes.data(), sizeof half);
    const int exponent = (half >> 10) & 31, fraction = half & 1023;
    const double size = exponent == 0    ? std::ldexp(fraction, -24)
                        : exponent == 31 ? (fraction == 0 ? std::numeric_limits<double>::infinity() : nan)
                                         : std::ldexp(1024 + fraction, exponent - 25);
    return (half & 0x8000) != 0 ? -size : size;
}

}  // namespace

std::size_t ZarrArray::chunkValues() const
{
    std::size_t values = 1;
    for (const std::size_t n : chunks) {
        values = product(values, n);
    }
    return values;
}

std::size_t ZarrArray::shardIndexBytes() const
{
    std::size_t bytes = placeBytes;
    for (std::size_t axis = 0; axis < shard.size(); ++axis) {
        const bool fits = axis < chunks.size() && chunks[axis] > 0 && shard[axis] > 0 &&
                          shard[axis] % chunks[axis] == 0;
        bytes = product(bytes, fits ? shard[axis] / chunks[axis] : SIZE_MAX);
    }
    return bytes == SIZE_MAX ? bytes : bytes + (shardIndexSummed ? checksumBytes : 0);
}

std::string ZarrArray::keyOf(const std::vector<std::size_t>& chunk) const
{
    std::string key = prefix;
    for (const std::size_t n : chunk) {
        key += (key.empty() ? "" : separator) + std::to_string(n);
    }
    return key.empty() ? "0" : key;
}

std::string ZarrArray::decode(std::vector<char> packed, std::vector<char>& out) const
{
    const std::size_t whole = chunkValues() * width;
    for (std::size_t s = steps.size(); s-- > 0;) {
        const Step& step = steps[s];
        if (step.codec == Codec::checksum && !stripChecksum(packed)) {
            return "is damaged";
        }
        if (step.codec == Codec::shuffle) {
            unshuffle(packed, step.width);
        }
        if (step.codec == Codec::unpack) {
            const auto sums = std::count_if(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(s),
                                            [](const Step& inner) { return inner.codec == Codec::checksum; });
            std::vector<char> unpacked(whole + checksumBytes * static_cast<std::size_t>(sums));
            if (std::string wrong = unpack(step.compressor, packed, unpacked); !wrong.empty()) {
                return wrong;
            }
            packed = std::move(unpacked);
        }
    }
    if (packed.size() != whole) {
        return "is truncated";
    }
    out = std::move(packed);
    return "";
}

double ZarrArray::number(const char* bytes) const
{
    std::array<char, 8> value{};
    if (bigEndian == (std::endian::native == std::endian::big)) {
        std::copy_n(bytes, width, value.begin());
    } else {
        std::reverse_copy(bytes, bytes + width, value.begin());
    }
    if (kind == 'f') {
        return width == 8   ? valueOf<double>(value)
               : width == 4 ? valueOf<float>(value)
                            : halfPrecision(value);
    }
    const bool sign = kind == 'i';
    switch (width) {
    case 1:
        return sign ? valueOf<std::int8_t>(value) : valueOf<std::uint8_t>(value);
    case 2:
        return sign ? valueOf<std::int16_t>(value) : valueOf<std::uint16_t>(value);
    case 4:
        return sign ? valueOf<std::int32_t>(value) : valueOf<std::uint32_t>(value);
    default:
        return sign ? valueOf<std::int64_t>(value) : valueOf<std::uint64_t>(value);
    }
}

ZarrArray zarrArray2(const json& metadata, const json& attributes)
{
    ZarrArray array;
    array.attributes = attributes.is_object() ? attributes : json::object();
    try {
        array.shape = metadata.at("shape").get<std::vector<std::size_t>>();
        array.chunks = metadata.at("chunks").get<std::vector<std::size_t>>();
        array.separator = metadata.value("dimension_separator", ".");
        array.order = axes(array.shape.size(), metadata.value("order", "C") == "F");
        const json type = metadata.at("dtype");
        setType2(array, type.is_string() ? type.get<std::string>() : "");
        const auto filters = metadata.find("filters");
        for (const json& filter :
             filters != metadata.end() && filters->is_array() ? *filters : json::array()) {
            if (array.kind != 'O' || nameOf(filter) != "vlen-utf8") {
                addStep(array, nameOf(filter), filter.value("elementsize", std::size_t{4}));
            }
        }
        if (const auto compressor = metadata.find("compressor");
            compressor != metadata.end() && !compressor->is_null()) {
            addStep(array, nameOf(*compressor), 0);
        }
        const auto fill = fillOf(metadata.value("fill_value", json()));
        array.fill = fill.value_or(nan);
        setMissing2(array, fill);
        setDimensions(array, array.attributes.value("_ARRAY_DIMENSIONS", json()));
    } catch (const json::exception&) {
        array.trouble = "is damaged: its .zarray does not say how it is stored";
    }
    check(array);
    return array;
}

ZarrArray zarrArray3(const json& metadata)
{
    ZarrArray array;
    try {
        array.attributes = metadata.value("attributes", json::object());
        array.shape = metadata.at("shape").get<std::vector<std::size_t>>();
        array.chunks =
            settingsOf(metadata.at("chunk_grid")).at("chunk_shape").get<std::vector<std::size_t>>();
        const json& key = metadata.at("chunk_key_encoding");
        const bool plain = nameOf(key) == "v2";
        array.prefix = plain ? "" : "c";
        array.separator = settingsOf(key).value("separator", plain ? "." : "/");
        array.order = axes(array.shape.size(), false);
        setType3(array, metadata.at("data_type"));
        const json& codecs = metadata.at("codecs");
        const bool sharded = codecs.size() == 1 && nameOf(codecs.at(0)) == "sharding_indexed";
        if (sharded) {
            setShard(array, settingsOf(codecs.at(0)));
        }
        addCodecs3(array, sharded ? settingsOf(codecs.at(0)).at("codecs") : codecs);
        array.fill = fillOf(metadata.value("fill_value", json())).value_or(nan);
        setDimensions(array, metadata.value("dimension_names", json()));
        for (const json& transformer : metadata.value("storage_transformers", json::array())) {
            array.trouble = "is stored through " + nameOf(transformer) + ", which is not known here";
        }
    } catch (const json::exception&) {
        array.trouble = "is damaged: its zarr.json does not say how it is stored";
    }
    check(array);
    return array;
}

}  // namespace core::data
