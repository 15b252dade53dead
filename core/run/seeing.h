#pragma once

#include "core/data/gridded.h"
#include "core/earth/interpolation.h"
#include "core/observe/observe.h"

#include <map>
#include <vector>

namespace core::run {

/// What observations see of gridded states, bilinear in space; the same sums over areas and the same functions as the
/// state's own operator. Computed in float64.
class Seeing {
public:
    /// grid    latitudes, longitudes and channels; its values are not used
    /// sights  of states with the grid's channels; their times do not count
    Seeing(const data::Gridded& grid, const std::vector<observe::Sight>& sights);
    /// state [channel, lat, lon] → one value a sight; NaN where the state is missing
    [[nodiscard]] std::vector<float> of(const float* state) const;

private:
    /// Points of one channel.
    struct Layer {
        earth::Interpolation places;
        at::Tensor points;  ///< their indices
    };
    /// Sights of one entry: it evaluates them together.
    struct Kind {
        std::vector<std::int64_t> rows, values;
    };
    std::int64_t rows_, columns_, size_;
    observe::Wiring wiring_;
    std::map<int, Layer> layers_;
    std::map<const observe::Entry*, Kind> kinds_;
};

}  // namespace core::run
