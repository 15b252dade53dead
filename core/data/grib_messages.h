#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace core::data {

/// One field of a GRIB file: the parts of the file that make a message of its own of it. A message of edition 2 may hold
/// many fields; then they share parts.
struct GribField {
    struct Part {
        std::uint64_t first = 0, count = 0;
    };
    int edition = 0;
    std::vector<Part> parts;    ///< sections in order, without the first and the end
    std::size_t dataParts = 0;  ///< how many of the last ones are bitmap and values
};

/// A GRIB file of edition 1 or 2, walked through section by section: values are skipped, never read.
/// source  WMO Manual on Codes, volume I.2, FM 92 GRIB; ECMWF's convention for long messages of edition 1
class GribMessages {
public:
    /// where  to open, name  what errors call it. throws Error{badFile}: no message, a damaged or truncated one
    GribMessages(const std::string& where, std::string name);
    ~GribMessages();
    GribMessages(const GribMessages&) = delete;
    GribMessages& operator=(const GribMessages&) = delete;

    [[nodiscard]] const std::vector<GribField>& fields() const { return fields_; }
    /// What lies between or after the messages, one clause; empty when nothing does.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    /// A field as a message of its own. throws Error{badFile}
    [[nodiscard]] std::vector<unsigned char> message(const GribField& field) const;
    /// The same with a data section that holds nothing, for all that is not values.
    [[nodiscard]] std::vector<unsigned char> header(const GribField& field) const;

private:
    void walk(std::uint64_t bytes);
    [[nodiscard]] std::uint64_t addFirst(std::uint64_t at, std::uint64_t bytes);
    [[nodiscard]] std::uint64_t addSecond(std::uint64_t at, std::uint64_t bytes);
    void readAt(std::uint64_t first, unsigned char* out, std::size_t count) const;
    [[nodiscard]] std::uint64_t numberAt(std::uint64_t first, std::size_t bytes) const;

    std::string name_;
    int descriptor_ = -1;
    std::vector<GribField> fields_;
    std::string trouble_;
};

/// Whether a file begins as GRIB does.
[[nodiscard]] bool isGrib(const std::string& path);

}  // namespace core::data
