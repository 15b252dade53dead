#pragma once

#include "core/data/gridded.h"
#include "core/data/netcdf_writer.h"

#include <optional>
#include <string>
#include <vector>

namespace core::data {

/// Writes the coordinates and variables of a series: one variable a standard name. Variables whose channels have
/// levels get the dimension `level`, or `level_2` … when their levels differ from the first's.
class GridWriter {
public:
    /// members  0: variables without a member dimension
    GridWriter(NetcdfWriter& writer, const Gridded& grid, std::size_t members);

    struct Kind {
        std::string suffix;    ///< of the variable's name, e.g. "_background"
        std::string words;     ///< of its long_name, e.g. "prior mean"
        std::string modifier;  ///< of its standard_name, e.g. "standard_error"; may be empty
        bool members = false;  ///< has the member dimension
    };
    /// Defines the variables of a kind in a group, with further leading dimensions, and returns their numbers.
    [[nodiscard]] std::vector<int> define(int group, const Kind& kind, std::optional<int> leading = {});
    /// Writes one block [time, channel, lat, lon].
    void put(int group, const std::vector<int>& variables, const std::vector<std::size_t>& leading,
             const float* values);
    /// Writes one time of it, [channel, lat, lon].
    void put(int group, const std::vector<int>& variables, const std::vector<std::size_t>& leading, std::size_t time,
             const float* values);

private:
    struct Series {
        std::string standardName, units;
        std::vector<std::size_t> channels;
        int levelDimension = -1;
    };
    [[nodiscard]] int levelDimension(const std::vector<double>& levels);

    NetcdfWriter& writer_;
    const Gridded& grid_;
    std::vector<Series> series_;
    std::vector<std::pair<std::vector<double>, int>> levels_;
    int member_ = -1, time_ = -1, lat_ = -1, lon_ = -1;
};

}  // namespace core::data
