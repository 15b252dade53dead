#pragma once

#include "core/data/observations.h"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

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

private:
    ObservationSet set_;
    std::unordered_multimap<std::uint64_t, std::size_t> seen_;
};

/// true for −90…90 and −180…360
[[nodiscard]] bool validPosition(double lat, double lon);

/// Variables of our own observation files that hold an Area: radius (m), height and width (degree).
inline constexpr const char* areaNames[] = {"area_radius", "area_cell_lat", "area_cell_lon"};

/// Observations of a CF NetCDF file (discrete sampling geometries).
[[nodiscard]] ObservationSet readNetcdfObservations(const std::string& path);

}  // namespace core::data
