#include "core/data/ioda.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/base/units.h"
#include "core/data/cf_values.h"
#include "core/data/observation_gathering.h"

#include <algorithm>
#include <cmath>

namespace core::data {
namespace {

constexpr int worstAccepted = 3;        // PreQC, as UFO's filter "PreQC" has it by default
constexpr double freeAtmosphere = 500;  // hPa, lower than at any station on the ground

/// Names of versions 3, 2 and 1 that CF calls otherwise.
std::string cfNameOf(const std::string& own)
{
    static const std::map<std::string, std::string> table = {
        {"airTemperature", "air_temperature"},
        {"virtualTemperature", "virtual_temperature"},
        {"windEastward", "eastward_wind"},
        {"windNorthward", "northward_wind"},
        {"windSpeed", "wind_speed"},
        {"windDirection", "wind_from_direction"},
        {"specificHumidity", "specific_humidity"},
        {"relativeHumidity", "relative_humidity"},
        {"dewPointTemperature", "dew_point_temperature"},
        {"dewpointTemperature", "dew_point_temperature"},
        {"stationPressure", "surface_air_pressure"},
        {"surface_pressure", "surface_air_pressure"},
        {"pressureReducedToMeanSeaLevel", "air_pressure_at_mean_sea_level"},
        {"airTemperatureAt2M", "air_temperature"},
        {"windEastwardAt10M", "eastward_wind"},
        {"windNorthwardAt10M", "northward_wind"},
        {"specificHumidityAt2M", "specific_humidity"},
        {"geopotentialHeight", "geopotential_height"},
        {"seaSurfaceTemperature", "sea_surface_temperature"}};
    const auto found = table.find(own);
    return found == table.end() ? own : found->second;
}

bool isRadiance(const std::string& own)
{
    const std::string name = lowerCase(own);
    return name.find("brightness") != std::string::npos || name.find("radiance") != std::string::npos ||
           name.find("albedo") != std::string::npos;
}

}  // namespace

bool IodaFile::is(const Dataset& file)
{
    return std::any_of(file.variables().begin(), file.variables().end(), [](const Variable& v) {
        return v.path.starts_with("ObsValue/") || v.name.ends_with("@ObsValue");
    });
}

IodaFile::Part IodaFile::partOf(const Variable& variable)
{
    const auto slash = variable.path.find('/');
    const auto at = variable.name.rfind('@');
    if (slash != std::string::npos) {
        return {variable.path.substr(0, slash), variable.name, &variable};
    }
    return at != std::string::npos ? Part{variable.name.substr(at + 1), variable.name.substr(0, at), &variable}
                                   : Part{"", variable.name, &variable};
}

std::optional<CfName> IodaFile::observed(const Dataset& file, const Variable& variable)
{
    const Part part = partOf(variable);
    if (part.group != "ObsValue" || isRadiance(part.name)) {
        return std::nullopt;
    }
    return nameOf(file, part);
}

CfName IodaFile::nameOf(const Dataset& file, const Part& part)
{
    const std::string said = file.text(*part.variable, "standard_name");
    const std::string name = canonicalUnit(said) ? said : cfNameOf(part.name);
    const std::string units = file.text(*part.variable, "units");
    return cfName(name, part.name, units.empty() ? canonicalUnit(name).value_or("") : units);
}

IodaFile::IodaFile(const Dataset& file) : file_(file)
{
    for (const Variable& variable : file.variables()) {
        parts_.push_back(partOf(variable));
    }
    const Variable* lat = metaData({"latitude"});
    if (lat == nullptr || metaData({"longitude"}) == nullptr || lat->dimensions.size() != 1) {
        throw Error(Cause::badFile,
                    file.path() + " is an IODA file without latitude and longitude in MetaData");
    }
    locations_ = lat->size();
    lat_ = coordinate({"latitude"}, nullptr);
    lon_ = coordinate({"longitude"}, nullptr);
    altitude_ = coordinate({"stationElevation", "station_elevation", "height"}, "m");
    pressure_ = coordinate({"pressure", "air_pressure"}, "hPa");
    if (std::none_of(pressure_.begin(), pressure_.end(),
                     [](double p) { return p > 0 && p < freeAtmosphere; })) {
        pressure_.clear();
    }
    readTimes();
    readNames();
    listQuantities();
}

const Variable* IodaFile::find(const std::string& group, const std::string& name) const
{
    const auto found = std::find_if(parts_.begin(), parts_.end(), [&](const Part& part) {
        return part.group == group && part.name == name;
    });
    return found == parts_.end() ? nullptr : found->variable;
}

const Variable* IodaFile::metaData(std::initializer_list<const char*> names) const
{
    for (const char* name : names) {
        if (const Variable* variable = find("MetaData", name)) {
            return variable;
        }
    }
    return nullptr;
}

std::vector<double> IodaFile::coordinate(std::initializer_list<const char*> names, const char* unit) const
{
    const Variable* variable = metaData(names);
    if (variable == nullptr || !variable->numeric() || variable->size() != locations_) {
        return {};
    }
    std::vector<double> values = readAll(file_, *variable);
    const std::string own = file_.text(*variable, "units");
    const auto map = unit == nullptr ? std::nullopt
                                     : base::unitMap(own.empty() && unit[0] == 'h' ? "Pa" : own, unit);
    for (double& value : values) {
        value = map ? (*map)(value) : value;
    }
    return values;
}

// dateTime counts from an epoch in its units; datetime is text; time counts hours from the file's date_time.
void IodaFile::readTimes()
{
    time_.assign(locations_, 0);
    timeKnown_.assign(locations_, false);
    const Variable* time = metaData({"dateTime", "datetime", "time"});
    if (time == nullptr) {
        return;
    }
    if (time->text()) {
        const auto texts = file_.readTexts(*time);
        for (std::size_t i = 0; i < std::min(locations_, texts.size()); ++i) {
            try {
                time_[i] = base::secondsFromIso(texts[i]);
                timeKnown_[i] = true;
            } catch (const Error&) {  // stays unknown, and is counted where it is used
            }
        }
        return;
    }
    const std::string units = file_.text(*time, "units");
    const std::vector<double> values = coordinate({"dateTime", "datetime", "time"}, nullptr);
    if (units.find(" since ") == std::string::npos) {
        throw Error(Cause::badFile, file_.path() + " has times in " + time->path + " whose units \"" + units +
                                        "\" name no date to count from");
    }
    const base::CfTime cf(units, "");
    for (std::size_t i = 0; i < values.size(); ++i) {
        timeKnown_[i] = std::isfinite(values[i]);
        time_[i] = timeKnown_[i] ? cf.seconds(values[i]) : 0;
    }
}

void IodaFile::readNames()
{
    id_.assign(locations_, "");
    const Variable* id = metaData({"stationIdentification", "station_id", "aircraftIdentifier"});
    if (id != nullptr && id->text()) {
        const auto texts = file_.readTexts(*id);
        for (std::size_t i = 0; i < std::min(locations_, texts.size()); ++i) {
            id_[i] = texts[i];
        }
    }
    for (std::size_t i = 0; i < locations_; ++i) {
        if (id_[i].empty()) {
            id_[i] = placeName(lat_[i], lon_[i]);
        }
    }
}

void IodaFile::listQuantities()
{
    std::vector<int> channels;
    for (const Part& part : parts_) {
        if (part.variable->numeric() && part.variable->dimensions.size() == 1 &&
            (part.name == "Channel" || part.name == "nchans" || part.name == "sensorChannelNumber" ||
             part.name == "sensor_channel")) {
            const auto numbers = readAll(file_, *part.variable);
            channels.assign(numbers.size(), 0);
            std::transform(numbers.begin(), numbers.end(), channels.begin(),
                           [](double n) { return std::isfinite(n) ? static_cast<int>(n) : 0; });
        }
    }
    for (const Part& part : parts_) {
        const Variable& variable = *part.variable;
        const bool located = variable.numeric() && !variable.dimensions.empty() &&
                             variable.dimensions.size() <= 2 && variable.dimensions[0].size == locations_;
        if (part.group != "ObsValue" || !located) {
            continue;
        }
        Quantity quantity{.own = part.name, .name = nameOf(file_, part), .radiance = isRadiance(part.name)};
        if (variable.dimensions.size() == 2) {
            quantity.channels = channels;
            quantity.channels.resize(variable.dimensions[1].size);
            for (std::size_t c = channels.size(); c < quantity.channels.size(); ++c) {
                quantity.channels[c] = static_cast<int>(c) + 1;
            }
        }
        quantities_.push_back(std::move(quantity));
    }
}

std::vector<double> IodaFile::values(const std::string& group, const Quantity& quantity) const
{
    const Variable* variable = find(group, quantity.own);
    const std::size_t wanted = locations_ * std::max<std::size_t>(1, quantity.channels.size());
    if (variable == nullptr || !variable->numeric() || variable->size() != wanted) {
        return {};
    }
    return readAll(file_, *variable);
}

std::vector<std::string> IodaFile::groupsLike(const std::string& beginning) const
{
    std::vector<std::string> groups;
    for (const Part& part : parts_) {
        const std::string rest = part.group.starts_with(beginning) ? part.group.substr(beginning.size())
                                                                   : "-";
        if (rest.find_first_not_of("0123456789") == std::string::npos &&
            std::find(groups.begin(), groups.end(), part.group) == groups.end()) {
            groups.push_back(part.group);
        }
    }
    std::sort(groups.begin(), groups.end());
    return groups;
}

bool IodaFile::place(std::size_t location, Observation& observation) const
{
    observation.id = id_[location];
    observation.time = time_[location];
    observation.lat = lat_[location];
    observation.lon = lon_[location];
    observation.altitude = altitude_.empty() ? observation.altitude : altitude_[location];
    const bool level = !pressure_.empty() && pressure_[location] > 0;
    observation.levelHpa = level ? std::round(pressure_[location] * 1e3) / 1e3 : 0;
    return timeKnown_[location];
}

ObservationSet readIodaObservations(const Dataset& file)
{
    const IodaFile ioda(file);
    ObservationGathering gathering;
    std::vector<std::string> notes;
    std::string left;
    for (const IodaFile::Quantity& quantity : ioda.quantities()) {
        const auto unit = canonicalUnit(quantity.name.standardName);
        if (quantity.radiance) {
            notes.push_back("ObsValue/" + quantity.own + " holds radiances of " +
                            std::to_string(quantity.channels.size()) +
                            " channels: they are shown in diagnostics, never assimilated");
            continue;
        }
        if (!unit || *unit != quantity.name.units || !quantity.channels.empty()) {
            left += (left.empty() ? "" : ", ") + quantity.own;
            continue;
        }
        const auto values = ioda.values("ObsValue", quantity), errors = ioda.values("ObsError", quantity),
                   marks = ioda.values("PreQC", quantity);
        gathering.reserve(knownIn(values));
        for (std::size_t i = 0; i < values.size(); ++i) {
            Observation observation;
            const bool known = ioda.place(i, observation);
            if (!std::isfinite(values[i])) {
                continue;
            }
            if (!known) {
                gathering.complaints.add("values have no time and are skipped", observation.id);
                continue;
            }
            observation.variable = quantity.name.standardName;
            observation.value = quantity.name.scale * values[i] + quantity.name.offset;
            if (!errors.empty() && errors[i] > 0) {
                observation.error = std::abs(quantity.name.scale) * errors[i];
            }
            if (!marks.empty() && marks[i] > worstAccepted) {
                observation.use = Use::rejected;
                observation.reason = "flagged in the file: PreQC " + std::to_string(std::lround(marks[i]));
            }
            gathering.add(std::move(observation));
        }
    }
    if (!left.empty()) {
        notes.push_back("variables not used: " + left);
    }
    ObservationSet set = gathering.finish();
    set.notes.insert(set.notes.begin(), notes.begin(), notes.end());
    return set;
}

}  // namespace core::data
