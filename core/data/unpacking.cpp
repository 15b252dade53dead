#include "core/data/unpacking.h"

#include <algorithm>
#include <array>

#ifdef EMBELLIE_BLOSC
#include <blosc.h>
#endif
#ifdef EMBELLIE_ZLIB
#include <zlib.h>
#endif
#ifdef EMBELLIE_ZSTD
#include <zstd.h>
#endif

namespace core::data {
namespace {

constexpr const char* damaged = "is damaged";

std::string fromZlib([[maybe_unused]] std::span<const char> packed, [[maybe_unused]] std::span<char> out)
{
#ifdef EMBELLIE_ZLIB
    constexpr int anyHeader = 15 + 32;  // zlib's or gzip's
    z_stream stream{};
    if (inflateInit2(&stream, anyHeader) != Z_OK) {
        return damaged;
    }
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int status = inflate(&stream, Z_FINISH);
    const bool whole = status == Z_STREAM_END && stream.total_out == out.size();
    inflateEnd(&stream);
    return whole ? "" : damaged;
#else
    return "needs zlib, which this program was built without";
#endif
}

std::string fromBlosc([[maybe_unused]] std::span<const char> packed, [[maybe_unused]] std::span<char> out)
{
#ifdef EMBELLIE_BLOSC
    std::size_t bytes = 0;
    const bool sound = blosc_cbuffer_validate(packed.data(), packed.size(), &bytes) == 0 &&
                       bytes == out.size();
    return sound && blosc_decompress_ctx(packed.data(), out.data(), out.size(), 1) ==
                        static_cast<int>(out.size())
               ? ""
               : damaged;
#else
    return "needs Blosc, which this program was built without";
#endif
}

std::string fromZstd([[maybe_unused]] std::span<const char> packed, [[maybe_unused]] std::span<char> out)
{
#ifdef EMBELLIE_ZSTD
    return ZSTD_decompress(out.data(), out.size(), packed.data(), packed.size()) == out.size() ? "" : damaged;
#else
    return "needs Zstandard, which this program was built without";
#endif
}

}  // namespace

std::string unpack(Compressor compressor, std::span<const char> packed, std::span<char> out)
{
    switch (compressor) {
    case Compressor::none:
        if (packed.size() != out.size()) {
            return "is truncated";
        }
        std::copy(packed.begin(), packed.end(), out.begin());
        return "";
    case Compressor::blosc:
        return fromBlosc(packed, out);
    case Compressor::zstd:
        return fromZstd(packed, out);
    default:
        return fromZlib(packed, out);
    }
}

std::uint32_t crc32c(std::span<const char> bytes)
{
    static const std::array<std::uint32_t, 256> table = [] {
        constexpr std::uint32_t polynomial = 0x82F63B78;
        std::array<std::uint32_t, 256> out{};
        for (std::uint32_t i = 0; i < out.size(); ++i) {
            out[i] = i;
            for (int bit = 0; bit < 8; ++bit) {
                out[i] = (out[i] >> 1) ^ ((out[i] & 1) != 0 ? polynomial : 0);
            }
        }
        return out;
    }();
    std::uint32_t crc = ~std::uint32_t{0};
    for (const char byte : bytes) {
        crc = (crc >> 8) ^ table[(crc ^ static_cast<unsigned char>(byte)) & 0xFF];
    }
    return ~crc;
}

}  // namespace core::data
