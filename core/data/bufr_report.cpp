#include "core/data/bufr_report.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/standard_atmosphere.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace core::data {
namespace {

struct Element {
    const char* key;  ///< ecCodes' name; several may lead to the same variable, the first wins
    const char* variable;
    double scale;
};

// Units are those of BUFR table B: K, m/s, degree true, Pa, %, gpm.
constexpr Element elements[] = {{"airTemperature", "air_temperature", 1},
                                {"airTemperatureAt2M", "air_temperature", 1},
                                {"dewpointTemperature", "dew_point_temperature", 1},
                                {"dewpointTemperatureAt2M", "dew_point_temperature", 1},
                                {"relativeHumidity", "relative_humidity", 0.01},
                                {"windSpeed", "wind_speed", 1},
                                {"windSpeedAt10M", "wind_speed", 1},
                                {"windDirection", "wind_from_direction", 1},
                                {"windDirectionAt10M", "wind_from_direction", 1},
                                {"pressureReducedToMeanSeaLevel", "air_pressure_at_mean_sea_level", 1},
                                {"nonCoordinatePressure", "surface_air_pressure", 1},
                                {"seaSurfaceTemperature", "sea_surface_temperature", 1},
                                {"oceanographicWaterTemperature", "sea_surface_temperature", 1},
                                {"nonCoordinateGeopotentialHeight", "geopotential_height", 1},
                                {"nonCoordinateGeopotential", "geopotential_height", 1 / 9.80665}};

// Elements that stand at the head of a level; one that comes again begins the next.
bool headsLevel(const std::string& key)
{
    constexpr const char* heads[] = {"pressure",
                                     "timePeriod",
                                     "extendedVerticalSoundingSignificance",
                                     "verticalSoundingSignificance",
                                     "flightLevel",
                                     "indicatedAircraftAltitude",
                                     "height",
                                     "geopotentialHeight"};
    return std::any_of(std::begin(heads), std::end(heads), [&](const char* head) { return key == head; });
}

double of(const std::map<std::string, double>& values, const char* key)
{
    const auto found = values.find(key);
    return found == values.end() ? NAN : found->second;
}

}  // namespace

void BufrReport::take(const std::string& key, double value)
{
    if (aloft() && headsLevel(key) && level_.count(key) > 0) {
        levels_.push_back(std::move(level_));
        level_.clear();
    }
    if (aloft() && (headsLevel(key) || !level_.empty())) {
        level_.try_emplace(key, value);
    }
    if (std::isfinite(value)) {
        header_.try_emplace(key, value);
    }
}

void BufrReport::take(const std::string& key, const std::string& text)
{
    const auto begin = text.find_first_not_of(' ');
    const auto end = text.find_last_not_of(" \xFF");
    if (begin != std::string::npos && end != std::string::npos && end >= begin) {
        texts_.try_emplace(key, text.substr(begin, end + 1 - begin));
    }
}

double BufrReport::first(std::initializer_list<const char*> keys) const
{
    for (const char* key : keys) {
        if (const auto found = header_.find(key); found != header_.end()) {
            return found->second;
        }
    }
    return NAN;
}

std::string BufrReport::name() const
{
    char text[48];
    const double block = first({"blockNumber"}), number = first({"stationNumber"});
    if (std::isfinite(block) && std::isfinite(number)) {
        std::snprintf(text, sizeof text, "%02.0f%03.0f", block, number);
        return text;
    }
    for (const char* key :
         {"shipOrMobileLandStationIdentifier", "aircraftRegistrationNumberOrOtherIdentification",
          "aircraftFlightNumber", "aircraftTailNumber", "longStationName", "stationOrSiteName"}) {
        if (const auto found = texts_.find(key); found != texts_.end()) {
            return found->second;
        }
    }
    const double buoy = first({"stationaryBuoyPlatformIdentifierEGCManBuoys",
                               "marineObservingPlatformIdentifier", "buoyOrPlatformIdentifier"});
    if (std::isfinite(buoy)) {
        std::snprintf(text, sizeof text, "%.0f", buoy);
        return text;
    }
    return placeName(station_.lat, station_.lon);
}

bool BufrReport::place(ObservationGathering& gathering)
{
    station_.lat = first({"latitude"});
    station_.lon = first({"longitude"});
    station_.altitude = first(
        {"heightOfStationGroundAboveMeanSeaLevel", "heightOfStation", "heightOfBarometerAboveMeanSeaLevel"});
    station_.id = name();
    station_.type = category_ == 0 ? "land" : category_ == 1 ? "sea" : category_ == 2 ? "sounding" : category_ == 4 ? "aircraft" : "";
    const double year = first({"year"}), month = first({"month"}), day = first({"day"}),
                 hour = first({"hour"});
    const double minute = first({"minute"}), second = first({"second"});
    if (!(year + month + day + hour > 0)) {
        gathering.complaints.add("values have no time and are skipped", station_.id);
        return false;
    }
    char iso[40];
    std::snprintf(iso, sizeof iso, "%04d-%02d-%02dT%02d:%02d:%02dZ", static_cast<int>(year) % 10000,
                  static_cast<int>(month) % 100, static_cast<int>(day) % 100, static_cast<int>(hour) % 100,
                  std::isfinite(minute) ? static_cast<int>(minute) % 60 : 0,
                  std::isfinite(second) ? static_cast<int>(second) % 60 : 0);
    try {
        station_.time = base::secondsFromIso(iso);
    } catch (const Error&) {
        gathering.complaints.add("values have no time and are skipped", station_.id + " " + iso);
        return false;
    }
    return true;
}

void BufrReport::addValues(const std::map<std::string, double>& values, const Observation& at,
                           ObservationGathering& gathering)
{
    std::string last;
    for (const Element& element : elements) {
        const double value = of(values, element.key);
        if (!std::isfinite(value) || last == element.variable) {
            continue;
        }
        last = element.variable;
        Observation observation = at;
        observation.variable = element.variable;
        observation.value = element.scale * value;
        gathering.add(std::move(observation));
    }
}

void BufrReport::addLevel(ObservationGathering& gathering)
{
    const double pressure = of(level_, "pressure");
    double height = NAN;
    for (const char* key : {"flightLevel", "indicatedAircraftAltitude", "geopotentialHeight", "height",
                            "nonCoordinateGeopotentialHeight"}) {
        height = std::isfinite(height) ? height : of(level_, key);
    }
    Observation at = station_;
    if (pressure > 0) {
        at.levelHpa = std::round(pressure * 10) / 1000;
    } else if (std::isfinite(height)) {
        at.levelHpa = std::round(standardPressureHpa(height) * 1000) / 1000;
    } else {
        return;
    }
    if (category_ == 4) {
        at.altitude = height;
    }
    const double north = of(level_, "latitudeDisplacement"), east = of(level_, "longitudeDisplacement");
    const double later = of(level_, "timePeriod");
    at.lat += std::isfinite(north) ? north : 0;
    at.lon += std::isfinite(east) ? east : 0;
    at.time += std::isfinite(later) ? std::llround(later) : 0;
    auto values = level_;
    values.erase("nonCoordinatePressure");
    if (!(pressure > 0)) {
        values.erase("nonCoordinateGeopotentialHeight");  // it is the level itself
    }
    addValues(values, at, gathering);
}

void BufrReport::finish(ObservationGathering& gathering)
{
    if (header_.empty() || !place(gathering)) {
        return;
    }
    if (!aloft()) {
        addValues(header_, station_, gathering);
        return;
    }
    levels_.push_back(level_);
    for (auto& level : levels_) {
        level_ = std::move(level);
        addLevel(gathering);
    }
}

}  // namespace core::data
