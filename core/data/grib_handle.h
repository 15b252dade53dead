#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct grib_handle;  // of ecCodes

namespace core::data {

/// A message as ecCodes understands it. Whoever uses one holds netcdfMutex().
class GribHandle {
public:
    /// name  what errors call the file. throws Error{badFile} where the message makes no sense
    GribHandle(const std::string& name, const std::vector<unsigned char>& message);

    /// Nothing where the message has no such key.
    [[nodiscard]] std::optional<long> whole(const char* key) const;
    [[nodiscard]] std::optional<double> number(const char* key) const;
    [[nodiscard]] std::string text(const char* key) const;  ///< "" where there is none
    [[nodiscard]] std::vector<long> wholes(const char* key, std::size_t most) const;
    /// All values, NaN missing. count  how many they must be. throws Error{badFile}
    [[nodiscard]] std::vector<double> values(std::size_t count) const;
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    struct Closed {
        void operator()(grib_handle* handle) const;
    };
    std::string name_;
    std::unique_ptr<grib_handle, Closed> handle_;
};

/// Latitudes of the Gaussian grid of n rows between a pole and the equator, north to south.
[[nodiscard]] std::vector<double> gaussianRows(long n);

}  // namespace core::data
