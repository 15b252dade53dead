#include "core/data/observation_frame.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/base/units.h"
#include "core/data/cf_coordinates.h"
#include "core/data/cf_names.h"
#include "core/data/cf_values.h"
#include "core/data/observation_gathering.h"
#include "core/data/standard_atmosphere.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>

namespace core::data {
namespace {

std::vector<double> spread(const Dataset& file, const Samples& samples, const Variable& variable,
                           const char* unit)
{
    std::vector<double> values = samples.of(variable, readAll(file, variable));
    if (unit != nullptr) {
        if (const auto map = base::unitMap(file.text(variable, "units"), unit)) {
            for (double& value : values) {
                value = (*map)(value);
            }
        }
    }
    return values;
}

/// The largest reached variable on an axis.
const Variable* reachedOn(const Dataset& file, const Samples& samples, Axis axis)
{
    const Variable* found = nullptr;
    for (const Variable& variable : file.variables()) {
        if (axisOf(file, variable) == axis && variable.size() > 0 && samples.reaches(variable) &&
            (found == nullptr || variable.size() > found->size())) {
            found = &variable;
        }
    }
    return found;
}

// Times written as text, "1995 03 17 23:45 UTC" or ISO 8601.
bool readTextTime(const Dataset& file, const Samples& samples, SampleFrame& frame)
{
    for (const Variable& variable : file.variables()) {
        const std::string name = lowerCase(variable.name);
        if (!variable.text() || (name != "time" && name != "datetime") || !samples.reaches(variable)) {
            continue;
        }
        std::vector<std::string> texts = file.readTexts(variable);
        for (std::size_t i = 0; i < samples.count(); ++i) {
            const std::size_t k = samples.index(variable, i);
            std::string text = k < texts.size() ? texts[k] : "";
            if (text.size() > 10 && text[4] == ' ' && text[7] == ' ') {
                text[4] = text[7] = '-';
            }
            try {
                frame.time[i] = base::secondsFromIso(text);
            } catch (const Error&) {
                frame.timeKnown[i] = false;
            }
        }
        return true;
    }
    return false;
}

// The time of the samples: named so, else of the most dimensions that they have.
const Variable* timeOfSamples(const Dataset& file, const Samples& samples)
{
    const Variable* time = nullptr;
    int best = -1;
    for (const Variable& variable : file.variables()) {
        if (axisOf(file, variable) != Axis::time || !samples.reaches(variable)) {
            continue;
        }
        const std::string name = lowerCase(variable.name);
        const bool named = file.text(variable, "standard_name") == "time" || name == "time" ||
                           name == "timeobs" || name == "observationtime" || name == "datetime";
        const bool late = name.find("received") != std::string::npos || name == "base_time";
        const int rank = (variable.dimensions.empty() ? 0 : 4) + (named ? 2 : 0) + (late ? 0 : 1);
        if (rank > best) {
            best = rank;
            time = &variable;
        }
    }
    return time;
}

void readTime(const Dataset& file, const Samples& samples, SampleFrame& frame,
              std::vector<std::string>& notes)
{
    frame.time.assign(samples.count(), 0);
    frame.timeKnown.assign(samples.count(), true);
    const Variable* time = timeOfSamples(file, samples);
    if ((time == nullptr || time->dimensions.empty()) && readTextTime(file, samples, frame)) {
        return;
    }
    if (time == nullptr) {
        notes.push_back(file.path() + " has no time for its samples; they are taken at 1970-01-01T00:00:00Z");
        return;
    }
    const std::vector<double> values = samples.of(*time, readAll(file, *time));
    const base::CfTime cf(file.text(*time, "units"), file.text(*time, "calendar"));
    for (std::size_t i = 0; i < values.size(); ++i) {
        frame.timeKnown[i] = std::isfinite(values[i]);
        frame.time[i] = frame.timeKnown[i] ? cf.seconds(values[i]) : 0;
    }
}

// Aircraft report pressure as the altitude it has in the standard atmosphere; other heights along a track or a
// profile stand for pressure where nothing better is known.
void levelsFromAltitude(const Dataset& file, const Samples& samples, SampleFrame& frame,
                        std::vector<std::string>& notes)
{
    constexpr double tall = 500;  // m: a track or profile that spans more is no station on the ground
    for (const Variable& variable : file.variables()) {
        const std::string words = lowerCase(file.text(variable, "units") + " " +
                                            file.text(variable, "long_name"));
        const bool exact = words.find("pressure altitude") != std::string::npos;
        if (!frame.pressure.empty() || !samples.covers(variable) || (!exact && !isAltitude(file, variable))) {
            continue;
        }
        const std::vector<double> height = spread(file, samples, variable, "m");
        const std::string feature = lowerCase(file.globalText("featureType"));
        double low = INFINITY, high = -INFINITY;
        for (const double z : height) {
            low = std::isfinite(z) ? std::min(z, low) : low;
            high = std::isfinite(z) ? std::max(z, high) : high;
        }
        const bool aloft = (feature.starts_with("traj") || feature == "profile") && high - low > tall;
        if (!exact && !aloft) {
            continue;
        }
        for (const double z : height) {
            frame.pressure.push_back(standardPressureHpa(z));
        }
        notes.push_back(variable.path +
                        (exact ? " is pressure altitude; levels are those of the standard atmosphere"
                               : " is all that tells the level: it is taken as in the standard "
                                 "atmosphere"));
    }
}

std::string numberedName(double number)
{
    char text[32];
    const bool whole = number == std::floor(number) && std::abs(number) < 1e15;
    std::snprintf(text, sizeof text, whole ? "%.0f" : "%g", number);
    return std::isfinite(number) ? text : "";
}

// The variable with a cf_role, else one called id or station; IODA and MADIS have names of their own.
const Variable* idOfSamples(const Dataset& file, const Samples& samples)
{
    const Variable* id = nullptr;
    int best = 0;
    for (const Variable& variable : file.variables()) {
        const std::string name = lowerCase(variable.name);
        const std::string role = file.text(variable, "cf_role");
        const int rank = !samples.reaches(variable) || variable.size() == 0                       ? 0
                         : role == "timeseries_id" || role == "trajectory_id"                     ? 4
                         : !role.empty()                                                          ? 3
                         : !variable.text()                                                       ? 0
                         : name == "stationid" || name == "id" || name == "stationidentification" ? 2
                         : name.find("station") != std::string::npos || name == "en_tailnumber"   ? 1
                                                                                                  : 0;
        if (rank > best) {
            best = rank;
            id = &variable;
        }
    }
    return id;
}

// A file of one platform that says no name: the samples are its track, not stations side by side.
bool isTrack(const Dataset& file, const SampleFrame& frame)
{
    const std::string feature = lowerCase(file.globalText("featureType"));
    const auto apart = [](const std::vector<double>& values) {
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        return values.empty() ? 0 : *high - *low;
    };
    const std::size_t distinctTimes = [&] {
        std::vector<std::int64_t> times = frame.time;
        std::sort(times.begin(), times.end());
        return static_cast<std::size_t>(std::unique(times.begin(), times.end()) - times.begin());
    }();
    const bool single = feature.empty() && 2 * distinctTimes > frame.lat.size() && apart(frame.lat) < 20;
    return single || feature.starts_with("traj");
}

void readIds(const Dataset& file, const Samples& samples, SampleFrame& frame)
{
    frame.id.assign(samples.count(), "");
    const Variable* id = idOfSamples(file, samples);
    if (id != nullptr && id->text()) {
        const auto texts = file.readTexts(*id);
        for (std::size_t i = 0; i < samples.count(); ++i) {
            const std::size_t k = samples.index(*id, i);
            frame.id[i] = k < texts.size() ? texts[k] : "";
        }
    } else if (id != nullptr && id->numeric()) {
        const auto numbers = samples.of(*id, readAll(file, *id));
        std::transform(numbers.begin(), numbers.end(), frame.id.begin(), numberedName);
    }
    const std::string whole = id == nullptr && isTrack(file, frame)
                                  ? std::filesystem::path(file.path()).stem().string()
                                  : "";
    for (std::size_t i = 0; i < samples.count(); ++i) {
        if (frame.id[i].empty() && !whole.empty()) {
            frame.id[i] = whole;
        } else if (frame.id[i].empty()) {
            frame.id[i] = placeName(frame.lat[i], frame.lon[i]);
        }
    }
}

void readAreas(const Dataset& file, const Samples& samples, SampleFrame& frame)
{
    constexpr double Area::*parts[] = {&Area::radiusMetres, &Area::cellLat, &Area::cellLon};
    for (const Variable& variable : file.variables()) {
        if (!isArea(variable) || !variable.numeric() || !samples.covers(variable)) {
            continue;
        }
        const auto part = std::find(std::begin(areaNames), std::end(areaNames), variable.name) -
                          std::begin(areaNames);
        const auto values = spread(file, samples, variable, part == 0 ? "m" : "degree");
        frame.area.resize(samples.count());
        for (std::size_t i = 0; i < samples.count(); ++i) {
            frame.area[i].*parts[part] = std::isfinite(values[i]) && values[i] > 0 ? values[i] : 0;
        }
    }
}

}  // namespace

bool isMarine(const Dataset& file)
{
    for (const Variable& variable : file.variables()) {
        const std::string name = lowerCase(file.text(variable, "standard_name") + " " + variable.name + " " +
                                           file.text(variable, "long_name"));
        if (name.find("depth") != std::string::npos && base::unitMap(file.text(variable, "units"), "m") &&
            (file.has(variable, "axis") || file.has(variable, "positive") || name.starts_with("depth"))) {
            return true;
        }
    }
    return false;
}

CfName measured(const Dataset& file, const Variable& variable, bool marine)
{
    std::string standard = file.text(variable, "standard_name");
    standard = standard == "wind_to_direction" ? "wind_from_direction" : standard;
    const std::string units = file.text(variable, "units");
    const CfName name = cfName(standard, marine ? "" : variable.name, units);
    if (canonicalUnit(name.standardName) || marine || !standard.empty()) {
        return name;
    }
    std::string longName = lowerCase(file.text(variable, "long_name").substr(0, 80));
    std::replace(longName.begin(), longName.end(), ' ', '_');
    const CfName told = cfName("", longName, units);
    return canonicalUnit(told.standardName) ? told : name;
}

bool isPressure(const Dataset& file, const Variable& variable)
{
    const std::string standard = file.text(variable, "standard_name");
    const std::string name = lowerCase(variable.name);
    const bool named = standard == "air_pressure" ||
                       (standard.empty() && (name == "pressure" || name == "pres" || name == "p" ||
                                             name == "plev" || name == "level"));
    return variable.numeric() && named && base::unitMap(file.text(variable, "units"), "Pa").has_value();
}

bool isAltitude(const Dataset& file, const Variable& variable)
{
    const std::string standard = lowerCase(file.text(variable, "standard_name"));
    const std::string name = lowerCase(variable.name);
    const bool named = standard == "altitude" || standard == "surface_altitude" ||
                       (standard.empty() && (name == "alt" || name == "altitude" || name == "elev" ||
                                             name == "elevation" || name == "stationelevation"));
    return variable.numeric() && named && base::unitMap(file.text(variable, "units"), "m").has_value();
}

bool isArea(const Variable& variable)
{
    return std::find(std::begin(areaNames), std::end(areaNames), variable.name) != std::end(areaNames);
}

bool isLevelOfSamples(const Dataset& file, const Samples& samples, const Variable& pressure)
{
    constexpr double freeAtmosphere = 500;  // hPa, lower than at any station on the ground
    if (!isPressure(file, pressure) || !samples.reaches(pressure)) {
        return false;
    }
    const bool own = pressure.dimensions.size() == 1 && pressure.dimensions[0].name == pressure.name;
    if (own || file.has(pressure, "axis") || file.has(pressure, "positive") ||
        lowerCase(file.globalText("featureType")).find("profile") != std::string::npos) {
        return true;
    }
    for (const Variable& variable : file.variables()) {
        const auto words = wordsOf(file.text(variable, "coordinates").substr(0, 10000));
        if (std::find(words.begin(), words.end(), pressure.name) != words.end()) {
            return true;
        }
    }
    const auto values = spread(file, samples, pressure, "hPa");
    return std::any_of(values.begin(), values.end(), [](double p) { return p > 0 && p < freeAtmosphere; });
}

SampleFrame frameOf(const Dataset& file, const Samples& samples, std::vector<std::string>& notes)
{
    const Variable* lat = reachedOn(file, samples, Axis::lat);
    const Variable* lon = reachedOn(file, samples, Axis::lon);
    if (lat == nullptr || lon == nullptr) {
        throw Error(Cause::badFile,
                    file.path() + " holds no observations: no latitude and longitude belong to its samples");
    }
    SampleFrame frame{.lat = spread(file, samples, *lat, nullptr),
                      .lon = spread(file, samples, *lon, nullptr)};
    for (const Variable& variable : file.variables()) {
        if (frame.pressure.empty() && isLevelOfSamples(file, samples, variable)) {
            frame.pressure = spread(file, samples, variable, "hPa");
        }
        if (frame.altitude.empty() && isAltitude(file, variable) && samples.reaches(variable)) {
            frame.altitude = spread(file, samples, variable, "m");
        }
    }
    readTime(file, samples, frame, notes);
    levelsFromAltitude(file, samples, frame, notes);
    readIds(file, samples, frame);
    readAreas(file, samples, frame);
    return frame;
}

}  // namespace core::data
