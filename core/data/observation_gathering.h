#pragma once

#include "core/data/observations.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace core::data {

/// Counts of what was skipped, each with a few examples, to be told in notes.
class Complaints {
public:
    void add(const std::string& what, const std::string& example);
    [[nodiscard]] std::vector<std::string> sentences() const;

private:
    struct Count {
        std::size_t number = 0;
        std::string examples;
    };
    std::map<std::string, Count> counts_;
};

/// Takes observations one by one, drops impossible positions and duplicates, and says so.
class ObservationGathering {
public:
    Complaints complaints;

    /// Skips and counts positions out of range and repeats of (id, time, variable, level).
    void add(Observation observation);
    [[nodiscard]] ObservationSet finish();
    /// Room for at most so many more, so that growing holds no second copy.
    void reserve(std::size_t more);

private:
    ObservationSet set_;
    std::string variable_;  ///< of the last observation
    double lowest_ = 0;     ///< value that it can have
    void rehash(std::size_t slots);

    std::vector<std::uint32_t>
        slots_;  ///< open addressing: 1 + index of an observation, 0 empty; a power of 2
};

/// What a place without a name is called: "48.350,11.783"; positions may be impossible.
[[nodiscard]] std::string placeName(double lat, double lon);

/// Number of values that are not missing.
[[nodiscard]] std::size_t knownIn(const std::vector<double>& values);

/// true for −90…90 and −180…360
[[nodiscard]] bool validPosition(double lat, double lon);

/// Variables of our own observation files that hold an Area: radius (m), height and width (degree).
inline constexpr const char* areaNames[] = {"area_radius", "area_cell_lat", "area_cell_lon"};

/// Observations of a CF or IODA file (discrete sampling geometries) in NetCDF, Zarr or a zip archive.
/// positions  a file with the track of the platform, empty: the file's own
[[nodiscard]] ObservationSet readSampledObservations(const std::string& path, const std::string& positions);

}  // namespace core::data
