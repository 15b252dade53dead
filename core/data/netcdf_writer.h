#pragma once

#include "core/data/draft.h"
#include "core/data/netcdf_file.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace core::data {

/// What all files keep. Its types have at most 32 bits of an integer, so that times are doubles, exact to 2^53 s.
inline constexpr const char* cfConventions = "CF-1.8";
inline constexpr const char* cfTimeUnits = "seconds since 1970-01-01 00:00:00";
inline constexpr const char* cfCalendar = "proleptic_gregorian";

/// Writes a NetCDF-4 file as a draft: without finish() nothing is left. Holds netcdfMutex() as long as it lives. All calls throw Error{badFile} naming the path.
class NetcdfWriter {
public:
    explicit NetcdfWriter(const std::string& path);
    ~NetcdfWriter();
    NetcdfWriter(const NetcdfWriter&) = delete;
    NetcdfWriter& operator=(const NetcdfWriter&) = delete;

    using Attributes = std::vector<std::pair<std::string, std::string>>;

    [[nodiscard]] int root() const { return id_; }
    [[nodiscard]] int group(const std::string& name);
    [[nodiscard]] int dimension(int group, const std::string& name, std::size_t size);
    void attribute(const std::string& name, const std::string& text);

    void doubles(int group, const std::string& name, const std::vector<int>& dimensions,
                 const Attributes& attributes, const std::vector<double>& values);
    void integers(int group, const std::string& name, const std::vector<int>& dimensions,
                  const Attributes& attributes, const std::vector<int>& values);
    /// "time", seconds since 1970-01-01T00:00:00Z
    void times(int group, const std::vector<int>& dimensions, Attributes attributes, const std::vector<std::int64_t>& seconds);
    /// Codes 0, 1 … of what `meanings` names, blank-separated; NaN missing.
    void flags(int group, const std::string& name, const std::vector<int>& dimensions, Attributes attributes,
               const std::string& meanings, const std::vector<double>& codes);
    void texts(int group, const std::string& name, const std::vector<int>& dimensions,
               const Attributes& attributes, const std::vector<std::string>& values);
    /// float32 with NaN as fill value, shuffled and deflated at level 1; `chunk` as the dimensions
    [[nodiscard]] int floats(int group, const std::string& name, const std::vector<int>& dimensions,
                             const Attributes& attributes, const std::vector<std::size_t>& chunk);
    void put(int group, int variable, const std::vector<std::size_t>& start,
             const std::vector<std::size_t>& count, const float* values);

    void finish();

private:
    void check(int status);
    [[nodiscard]] int define(int group, const std::string& name, int type, const std::vector<int>& dimensions,
                             const Attributes& attributes);

    std::unique_lock<std::recursive_mutex> lock_;
    std::string path_;
    Draft draft_;
    int id_ = -1;
    bool refused_ = false;  ///< a write has failed
};

}  // namespace core::data
