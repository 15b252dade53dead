#pragma once

namespace core {

/// What of a run is written.
enum class RunPart {
    result,        ///< all of it, NetCDF
    observations,  ///< with O−B and O−A: CF discrete sampling geometry, or a table where the path ends in .csv
    log            ///< facts, notes, steps and request as text
};

}  // namespace core
