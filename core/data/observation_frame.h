#pragma once

#include "core/data/cf_names.h"
#include "core/data/observations.h"
#include "core/data/ragged.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::data {

/// The coordinates of every sample of a class of variables.
struct SampleFrame {
    std::vector<double> lat, lon;
    std::vector<double> altitude, pressure;  ///< m, hPa; empty: unknown
    std::vector<std::int64_t> time;
    std::vector<bool> timeKnown;
    std::vector<std::string> id;
    std::vector<Area> area;  ///< empty: all are points
};

/// Positions, heights, levels, times and names of samples.
/// notes  what was assumed is added
/// throws Error{badFile} where no latitude or longitude belongs to the samples
[[nodiscard]] SampleFrame frameOf(const Dataset& file, const Samples& samples,
                                  std::vector<std::string>& notes);

/// true where the file's variables lie in the ocean, whose short names are others
[[nodiscard]] bool isMarine(const Dataset& file);
/// What a variable measures: by its standard name, its own name (not in marine files), else by its long name.
[[nodiscard]] CfName measured(const Dataset& file, const Variable& variable, bool marine);

/// A measured variable by its CF role: a pressure that may be the level of others, a height of the place, an area.
[[nodiscard]] bool isPressure(const Dataset& file, const Variable& variable);
[[nodiscard]] bool isAltitude(const Dataset& file, const Variable& variable);
[[nodiscard]] bool isArea(const Variable& variable);

/// true where `pressure` is the level of the samples and no pressure measured at the ground: it is declared a
/// coordinate, samples are profiles, or it reaches into the free atmosphere (below 500 hPa)
[[nodiscard]] bool isLevelOfSamples(const Dataset& file, const Samples& samples, const Variable& pressure);

}  // namespace core::data
