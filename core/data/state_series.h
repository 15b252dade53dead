#pragma once

#include "core/data/gridded.h"

#include <memory>

namespace core::data {

/// States of one or many gridded CF files as one series, read piece by piece: never all in memory. Variables of several
/// files are joined; a state is a time that all variables have. Values, units, channels and axes are those of
/// readGridded; ensemble members are trajectories of their own.
class StateSeries {
public:
    /// paths   files, or folders: every gridded file in them, sorted
    /// wanted  variables and levels; where no variable is named, those of which most times have none are left out
    /// throws Error{badFile} naming file, variable and cause: what readGridded refuses, a damaged file, mixed grids,
    ///        numbers of members or steps, no time, missing values, no time that all variables have, fewer than two
    explicit StateSeries(const std::vector<std::string>& paths, const Wanted& wanted = {});
    ~StateSeries();
    StateSeries(const StateSeries&) = delete;
    StateSeries& operator=(const StateSeries&) = delete;

    [[nodiscard]] const std::vector<double>& lat() const;  ///< degrees north, north to south
    [[nodiscard]] const std::vector<double>& lon() const;  ///< degrees east, increasing
    [[nodiscard]] const std::vector<Channel>& channels() const;
    [[nodiscard]] const std::vector<std::int64_t>& times()
        const;  ///< rising, seconds since 1970-01-01T00:00:00Z
    [[nodiscard]] std::int64_t stepSeconds() const;
    [[nodiscard]] std::size_t members() const;
    [[nodiscard]] const std::vector<std::string>& notes() const;

    /// Numbers of the times from which `length` states follow each other without a gap, rising.
    [[nodiscard]] std::vector<std::size_t> starts(std::size_t length) const;

    /// [count, channel, lat, lon] of one member from time number `first`, across gaps, if any.
    /// Several threads may read one series: they take turns, as with all NetCDF.
    /// throws Error{badFile} where a file is damaged or has missing values
    void read(std::size_t member, std::size_t first, std::size_t count, float* values) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace core::data
