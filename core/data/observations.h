#pragma once

#include "core/api/event.h"

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace core::data {

/// The area that a value is the mean of; all 0: the place itself.
struct Area {
    double radiusMetres = 0;  ///< of a disc around the place
    double cellLat = 0,
           cellLon = 0;  ///< sides of a cell of latitudes and longitudes around the place, degrees
    [[nodiscard]] bool point() const { return radiusMetres == 0 && cellLat == 0 && cellLon == 0; }
    auto operator<=>(const Area&) const = default;
};

/// Words of the flag that says how an observation is used, in the order of Use.
inline constexpr const char* useMeanings = "used held_out rejected";

/// Source of observations that no entry of the request names.
constexpr int madeByTask = -1;

/// One value seen at one place and time, in canonical units.
struct Observation {
    std::string id;                                              ///< station
    std::int64_t time = 0;                                       ///< seconds since 1970-01-01T00:00:00Z
    double lat = 0, lon = 0;                                     ///< degrees
    double altitude = std::numeric_limits<double>::quiet_NaN();  ///< m, NaN unknown
    std::string variable;                                        ///< CF standard name
    double levelHpa = 0;                                         ///< 0 at the surface
    double value = 0;                                            ///< canonical unit of the variable
    double error = 0;  ///< σ_o, same unit; 0: unknown, taken from the table
    Use use = Use::used;
    std::string reason = {};  ///< why rejected
    Area area = {};
    double correction = 0;  ///< part of the value that brought it to the model's height; 0: as it was measured
    std::string type = {};  ///< lower case: BUFR's land, sea, sounding, aircraft, or what a table says; "" unknown
    int source = 0;  ///< number of the request's entry that it comes from, or madeByTask
};

struct ObservationSet {
    std::vector<Observation> all;
    std::vector<std::string>
        notes;  ///< what was odd: duplicates, skipped rows and columns, each with a count
};

/// Reads station observations from CSV (any separator; headers such as t2m_K, wind_speed_ms) or CF NetCDF
/// (discrete sampling geometries, and files that `writeObservations` made). What the file's own quality flags speak
/// against is rejected with that reason.
/// positions  NetCDF file with the track of the platform, by time; empty: the file's own positions
/// throws Error{badFile} naming file and cause
[[nodiscard]] ObservationSet readObservations(const std::string& path, const std::string& positions = {});

/// What else is told of each observation, in its unit.
struct ObservationColumn {
    std::string suffix;          ///< of the variable's name
    std::string words;           ///< of its long_name
    std::vector<double> values;  ///< one an observation, NaN missing
};
/// Writes observations as CF discrete sampling geometry (point), NetCDF-4; temporary name, then renamed.
void writeObservations(const std::string& path, const ObservationSet& set, const std::string& title,
                       const std::vector<ObservationColumn>& more = {});

/// σ_o by default for a variable at a level (0 = surface), canonical unit; source in the implementation.
[[nodiscard]] double defaultError(const std::string& variable, double levelHpa);

}  // namespace core::data
