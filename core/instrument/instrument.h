#pragma once

#include "core/api/catalogue.h"
#include "core/api/request.h"
#include "core/data/gridded.h"
#include "core/data/observations.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace core::instrument {

/// Where a network looks, and over which area.
struct Sited {
    std::string id;
    double lat = 0, lon = 0;  ///< degrees
    data::Area area = {};
};

/// What a network observes: one state of a series.
struct Scene {
    const data::Gridded& truth;
    std::size_t time = 0;                      ///< index of the state
    const ObservationSpec& spec;               ///< count, seed, places
    std::map<std::string, double> knobs = {};  ///< all of the entry's
};

/// What is reported where the request names no variables. With names, these at the levels that the kind has.
///     surface           the variables at the surface; all where there are none
///     upperTemperature  air_temperature at pressure levels
///     windSpeed         wind_speed, whatever is named
enum class Reports { surface, all, upperTemperature, windSpeed };

/// A catalogue entry: a kind of network.
struct Entry {
    Choice about;
    Reports reports;
    /// Places follow from the state's time, the grid and the request alone.
    std::vector<Sited> (*places)(const Scene& scene);
};
/// All entries of this folder, sorted by id.
[[nodiscard]] std::span<const Entry> entries();

/// throws Error{badInput} naming the networks there are
[[nodiscard]] const Entry& find(const std::string& id);

/// Values for all knobs of a network: the request's, else the initial ones.
/// throws Error{badInput} for one that the network has not or that is out of range
[[nodiscard]] std::map<std::string, double> knobsOf(const Entry& entry, const ObservationSpec& spec);

}  // namespace core::instrument
