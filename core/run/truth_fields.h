#pragma once

#include "core/data/gridded.h"
#include "core/earth/regridding.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace core::run {

using Values = std::vector<float>;

/// Place of a channel by its key; nothing where it is not there.
[[nodiscard]] std::optional<std::size_t> channelOf(const std::vector<Channel>& channels,
                                                   const std::string& key);

/// (time of the result, time of the truth) that name the same hour
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> commonTimes(const data::Gridded& result,
                                                                           const data::Gridded& truth);

/// Truth fields on the result's grid, brought there where theirs is another. Must not outlive `truth`.
class TruthFields {
public:
    TruthFields(const data::Gridded& truth, const data::Gridded& grid);
    /// How they were brought there, see earth::Regridding; "" where the grids are the same.
    [[nodiscard]] std::string method() const { return regrid_.method(); }
    [[nodiscard]] Values field(std::size_t time, std::size_t channel) const;

private:
    const data::Gridded& truth_;
    earth::Regridding regrid_;
};

}  // namespace core::run
