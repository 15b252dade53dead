#pragma once

#include "core/data/unpacking.h"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <vector>

namespace core::data {

/// How an array of a Zarr store lies in its chunks, from its metadata of format 2 or 3.
/// source  https://zarr-specs.readthedocs.io/en/latest/v2/v2.0.html and …/v3/core/index.html
struct ZarrArray {
    enum class Codec { unpack, shuffle, checksum };
    /// One step from bytes to bytes, as it was applied in writing.
    struct Step {
        Codec codec;
        Compressor compressor = Compressor::none;
        std::size_t width = 1;  ///< bytes that `shuffle` took as one element
    };

    std::vector<std::size_t> shape, chunks;
    std::vector<std::size_t>
        shard;  ///< shape of the files that hold many chunks each; empty: one file a chunk
    bool shardIndexFirst = false, shardIndexSummed = false;
    char kind = '?';        ///< i u f b: numbers, S U O: texts, ? what is not read
    std::size_t width = 0;  ///< bytes of an element; 0 for texts of any length
    bool bigEndian = false;
    std::vector<std::size_t> order;       ///< axes from slowest to fastest within a chunk
    std::vector<Step> steps;              ///< in the order of writing
    double fill = 0;                      ///< of chunks that are not there
    std::optional<double> missing;        ///< fill value that stands for missing ones
    std::vector<std::string> dimensions;  ///< one an axis; made up where the store names none
    std::string prefix, separator = ".";  ///< of a chunk's key
    nlohmann::json attributes = nlohmann::json::object();
    std::string trouble;  ///< why values cannot be read, one clause

    [[nodiscard]] std::size_t chunkValues() const;
    /// Bytes of a shard's table of its chunks.
    [[nodiscard]] std::size_t shardIndexBytes() const;
    [[nodiscard]] std::string keyOf(const std::vector<std::size_t>& chunk) const;
    /// The bytes of a whole chunk. return  "" or what is wrong, one clause
    [[nodiscard]] std::string decode(std::vector<char> packed, std::vector<char>& out) const;
    /// One number of a decoded chunk; NaN for what is no number.
    [[nodiscard]] double number(const char* bytes) const;
};

/// metadata  content of .zarray, attributes  of .zattrs
[[nodiscard]] ZarrArray zarrArray2(const nlohmann::json& metadata, const nlohmann::json& attributes);
/// metadata  content of zarr.json
[[nodiscard]] ZarrArray zarrArray3(const nlohmann::json& metadata);

}  // namespace core::data
