#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/base/units.h"
#include "core/data/cf_coordinates.h"
#include "core/data/cf_names.h"
#include "core/data/cf_values.h"
#include "core/data/grid_axes.h"
#include "core/data/observation_gathering.h"
#include "core/data/ragged.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>

namespace core::data {
namespace {

// The coordinates of every sample.
struct Frame {
    std::vector<double> lat, lon, altitude, pressure;
    std::vector<std::int64_t> time;
    std::vector<bool> timeKnown;
    std::vector<std::string> id;
    std::vector<Area> area;  ///< empty: all are points
};

const Variable* firstOf(const NetcdfFile& file, Axis axis)
{
    const Variable* found = nullptr;
    for (const Variable& variable : file.variables()) {
        if (axisOf(file, variable) == axis && variable.size() > 0 &&
            (found == nullptr || variable.size() > found->size())) {
            found = &variable;
        }
    }
    return found;
}

bool isPressure(const NetcdfFile& file, const Variable& variable)
{
    const std::string standard = file.text(variable, "standard_name");
    const std::string name = lowerCase(variable.name);
    const bool named = standard == "air_pressure" ||
                       (standard.empty() && (name == "pressure" || name == "pres" || name == "p"));
    return variable.numeric() && named && base::unitMap(file.text(variable, "units"), "Pa").has_value();
}

bool isAltitude(const NetcdfFile& file, const Variable& variable)
{
    const std::string standard = lowerCase(file.text(variable, "standard_name"));
    const std::string name = lowerCase(variable.name);
    const bool named = standard == "altitude" || standard == "surface_altitude" || standard == "height" ||
                       (standard.empty() &&
                        (name == "alt" || name == "altitude" || name == "elev" || name == "elevation"));
    return variable.numeric() && named && base::unitMap(file.text(variable, "units"), "m").has_value();
}

std::vector<double> spread(const NetcdfFile& file, const Samples& samples, const Variable& variable,
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

// Times written as text, "1995 03 17 23:45 UTC" or ISO 8601.
bool readTextTime(const NetcdfFile& file, const Samples& samples, Frame& frame)
{
    for (const Variable& variable : file.variables()) {
        if (!variable.text() || lowerCase(variable.name) != "time" || !samples.reaches(variable)) {
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

void readTime(const NetcdfFile& file, const Samples& samples, Frame& frame, ObservationSet& set)
{
    frame.time.assign(samples.count(), 0);
    frame.timeKnown.assign(samples.count(), true);
    const Variable* time = nullptr;
    for (const Variable& variable : file.variables()) {
        const bool named = file.text(variable, "standard_name") == "time" ||
                           lowerCase(variable.name) == "time" || lowerCase(variable.name) == "timeobs";
        if (axisOf(file, variable) == Axis::time && samples.reaches(variable) && (time == nullptr || named) &&
            !variable.dimensions.empty()) {
            time = &variable;
        }
    }
    if (time == nullptr && readTextTime(file, samples, frame)) {
        return;
    }
    if (time == nullptr) {
        set.notes.push_back(file.path() +
                            " has no time for its samples; they are taken at 1970-01-01T00:00:00Z");
        return;
    }
    const std::vector<double> values = samples.of(*time, readAll(file, *time));
    const base::CfTime cf(file.text(*time, "units"), file.text(*time, "calendar"));
    for (std::size_t i = 0; i < values.size(); ++i) {
        frame.timeKnown[i] = std::isfinite(values[i]);
        frame.time[i] = frame.timeKnown[i] ? cf.seconds(values[i]) : 0;
    }
}

// Aircraft report pressure as the altitude it has in the ICAO standard atmosphere (Doc 7488, 1993).
void levelsFromPressureAltitude(const NetcdfFile& file, const Samples& samples, Frame& frame,
                                ObservationSet& set)
{
    for (const Variable& variable : file.variables()) {
        const std::string words = lowerCase(file.text(variable, "units") + " " +
                                            file.text(variable, "long_name"));
        if (!frame.pressure.empty() || words.find("pressure altitude") == std::string::npos ||
            !samples.covers(variable)) {
            continue;
        }
        frame.pressure = spread(file, samples, variable, "m");
        for (double& level : frame.pressure) {
            const double z = level;
            level = z < 11000 ? 1013.25 * std::pow(1 - 2.25577e-5 * z, 5.25588)
                              : 226.321 * std::exp(-(z - 11000) / 6341.62);
        }
        set.notes.push_back(variable.path +
                            " is pressure altitude; levels are those of the standard atmosphere");
    }
}

// Station names: the variable with a cf_role, else one called id or station.
void readIds(const NetcdfFile& file, const Samples& samples, Frame& frame)
{
    const Variable* id = nullptr;
    for (const Variable& variable : file.variables()) {
        const std::string name = lowerCase(variable.name);
        const bool role = file.has(variable, "cf_role");
        const bool named = variable.text() && (name == "id" || name.find("station") != std::string::npos);
        if ((role || (named && id == nullptr)) && samples.reaches(variable)) {
            id = &variable;
        }
    }
    frame.id.assign(samples.count(), "");
    if (id != nullptr && id->text()) {
        const auto texts = file.readTexts(*id);
        for (std::size_t i = 0; i < samples.count(); ++i) {
            const std::size_t k = samples.index(*id, i);
            frame.id[i] = k < texts.size() ? texts[k] : "";
        }
    } else if (id != nullptr && id->numeric()) {
        const auto numbers = samples.of(*id, readAll(file, *id));
        for (std::size_t i = 0; i < samples.count(); ++i) {
            char text[32];
            std::snprintf(text, sizeof text, "%g", numbers[i]);
            frame.id[i] = text;
        }
    }
    for (std::size_t i = 0; i < samples.count(); ++i) {
        if (frame.id[i].empty()) {
            char text[48];
            std::snprintf(text, sizeof text, "%.3f,%.3f", frame.lat[i], frame.lon[i]);
            frame.id[i] = text;
        }
    }
}

bool isArea(const Variable& variable)
{
    return std::find(std::begin(areaNames), std::end(areaNames), variable.name) != std::end(areaNames);
}

void readAreas(const NetcdfFile& file, const Samples& samples, Frame& frame)
{
    constexpr double Area::*parts[] = {&Area::radiusMetres, &Area::cellLat, &Area::cellLon};
    for (const Variable& variable : file.variables()) {
        if (!isArea(variable) || !variable.numeric() || !samples.covers(variable)) {
            continue;
        }
        const auto part = std::find(std::begin(areaNames), std::end(areaNames), variable.name) - std::begin(areaNames);
        const auto values = spread(file, samples, variable, part == 0 ? "m" : "degree");
        frame.area.resize(samples.count());
        for (std::size_t i = 0; i < samples.count(); ++i) {
            frame.area[i].*parts[part] = std::isfinite(values[i]) && values[i] > 0 ? values[i] : 0;
        }
    }
}

bool isMarine(const NetcdfFile& file)
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

struct Datum {
    const Variable* variable;
    CfName name;
    const Variable* error = nullptr;
    const Variable* use = nullptr;
};

// Atmospheric quantities among the sampled variables; the others are named in a note.
std::vector<Datum> dataOf(const NetcdfFile& file, const Samples& samples, ObservationSet& set)
{
    const bool marine = isMarine(file);
    std::vector<Datum> data;
    std::set<std::string> taken;
    std::string left;
    for (const Variable& variable : file.variables()) {
        if (!variable.numeric() || variable.dimensions.empty() || roleOf(file, variable) != "data" ||
            isAltitude(file, variable) || isPressure(file, variable) || isArea(variable)) {
            continue;
        }
        const std::string standard = file.text(variable, "standard_name");
        if (standard.ends_with(" standard_error") || standard.ends_with(" status_flag")) {
            continue;
        }
        const CfName name = cfName(standard, marine ? "" : variable.name, file.text(variable, "units"));
        const auto unit = canonicalUnit(name.standardName);
        if (!samples.covers(variable) || !unit || *unit != name.units ||
            !taken.insert(name.standardName).second) {
            left += left.size() > 200 ? "" : (left.empty() ? "" : ", ") + variable.path;
            continue;
        }
        Datum datum{.variable = &variable, .name = name};
        for (const std::string& word : wordsOf(file.text(variable, "ancillary_variables"))) {
            const Variable* other = file.find(word, &variable);
            if (other != nullptr && other->numeric() &&
                file.text(*other, "standard_name").ends_with(" standard_error")) {
                datum.error = other;
            } else if (other != nullptr && other->numeric() &&
                       file.text(*other, "flag_meanings") == "used held_out rejected") {
                datum.use = other;
            }
        }
        data.push_back(datum);
    }
    if (!left.empty()) {
        set.notes.push_back("variables not used: " + left);
    }
    return data;
}

void addDatum(const NetcdfFile& file, const Samples& samples, const Frame& frame, const Datum& datum,
              ObservationGathering& gathering)
{
    const auto values = samples.of(*datum.variable, readAll(file, *datum.variable));
    std::vector<double> errors;
    if (datum.error != nullptr && samples.covers(*datum.error)) {
        errors = samples.of(*datum.error, readAll(file, *datum.error));
    }
    std::vector<double> use;
    if (datum.use != nullptr && samples.covers(*datum.use)) {
        use = samples.of(*datum.use, readAll(file, *datum.use));
    }
    for (std::size_t i = 0; i < samples.count(); ++i) {
        if (!std::isfinite(values[i])) {
            continue;
        }
        if (!frame.timeKnown[i]) {
            gathering.complaints.add("values have no time and are skipped", frame.id[i]);
            continue;
        }
        Observation observation{
            .id = frame.id[i], .time = frame.time[i], .lat = frame.lat[i], .lon = frame.lon[i]};
        observation.variable = datum.name.standardName;
        observation.value = datum.name.scale * values[i] + datum.name.offset;
        observation.altitude = frame.altitude.empty() ? observation.altitude : frame.altitude[i];
        const bool level = !frame.pressure.empty() && std::isfinite(frame.pressure[i]) &&
                           frame.pressure[i] > 0;
        observation.levelHpa = level ? std::round(frame.pressure[i] * 1e3) / 1e3 : 0;
        if (!errors.empty() && std::isfinite(errors[i]) && errors[i] > 0) {
            observation.error = std::abs(datum.name.scale) * errors[i];
        }
        observation.area = frame.area.empty() ? Area{} : frame.area[i];
        if (!use.empty()) {
            observation.use = use[i] == 1 ? Use::heldOut : use[i] == 2 ? Use::rejected : Use::used;
        }
        gathering.add(std::move(observation));
    }
}

}  // namespace

ObservationSet readNetcdfObservations(const std::string& path)
{
    const NetcdfFile file(path);
    const Variable* lat = firstOf(file, Axis::lat);
    const Variable* lon = firstOf(file, Axis::lon);
    if (lat == nullptr || lon == nullptr) {
        throw Error(Cause::badFile, path + " holds no observations: it has no latitude and longitude");
    }
    if (lat->dimensions.size() == 1 && lon->dimensions.size() == 1 &&
        !(lat->dimensions[0] == lon->dimensions[0])) {
        throw Error(Cause::badFile, path + " holds a grid, not observations",
                    "Use it as a background or truth, or sample it with a network.");
    }
    const Samples samples(file, *lat);
    ObservationSet set;
    Frame frame{.lat = spread(file, samples, *lat, nullptr), .lon = spread(file, samples, *lon, nullptr)};
    for (const Variable& variable : file.variables()) {
        if (frame.pressure.empty() && isPressure(file, variable) && samples.covers(variable)) {
            frame.pressure = spread(file, samples, variable, "hPa");
        }
        if (frame.altitude.empty() && isAltitude(file, variable) && samples.reaches(variable)) {
            frame.altitude = spread(file, samples, variable, "m");
        }
    }
    levelsFromPressureAltitude(file, samples, frame, set);
    readTime(file, samples, frame, set);
    readIds(file, samples, frame);
    readAreas(file, samples, frame);
    ObservationGathering gathering;
    for (const Datum& datum : dataOf(file, samples, set)) {
        addDatum(file, samples, frame, datum, gathering);
    }
    ObservationSet read = gathering.finish();
    read.notes.insert(read.notes.begin(), set.notes.begin(), set.notes.end());
    return read;
}

}  // namespace core::data
