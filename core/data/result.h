#pragma once

#include "core/data/gridded.h"
#include "core/data/observations.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace core::data {

/// All channels of one time, [channel, lat, lon]: fields that are made when they are written.
using FieldsAt = std::function<std::vector<float>(std::size_t time)>;

/// Fields of a result that are too long to be held at once; each stands for the vector of the same name.
struct ResultSource {
    std::vector<FieldsAt> members;
    FieldsAt background, exact;
};

/// Everything a result file holds (CF NetCDF-4).
struct Result {
    Gridded grid;                      ///< lat, lon, channels, times; values empty (see members)
    std::vector<std::vector<float>> members;  ///< per member [time, channel, lat, lon]
    std::vector<float> background;     ///< prior mean, [time, channel, lat, lon]
    std::vector<float> exact;          ///< exact posterior mean, same shape; empty when unknown
    std::vector<float> exactSpread;    ///< exact posterior standard deviation, same shape; may be empty

    struct Departure {
        Observation observation;
        double omb = 0, oma = 0;       ///< value − H(prior mean), value − H(ensemble mean)
        double omaExact = 0;           ///< value − H(exact posterior mean), NaN when unknown
        double sigmaB = 0;             ///< prior standard deviation at the observation
    };
    std::vector<Departure> departures;

    struct Step {
        int step = 0;
        double t = 0, sigma = 0, omaRms = 0, rmse = 0, spread = 0;
        std::vector<float> denoised;   ///< x̂₀ of member 0, [time, channel, lat, lon]; empty unless kept
    };
    std::vector<Step> steps;

    std::map<std::string, std::string> attributes;  ///< request, versions, device, weights hash, seed, notes
};

/// Writes variables `<standard_name>` (member, time, [level,] lat, lon), `<name>_background`, `<name>_exact`,
/// `<name>_exact_spread`, groups `observations` and `steps`. Temporary name, then renamed; nothing is left on failure.
void writeResult(const std::string& path, const Result& result);
/// The same with fields written time by time as `source` makes them: one time is in memory.
/// throws Error{bug} when a field is in both or has not the shape of the grid
void writeResult(const std::string& path, const Result& result, const ResultSource& source);

/// Reads back what writeResult wrote. throws Error{badFile}
[[nodiscard]] Result readResult(const std::string& path);

}  // namespace core::data
