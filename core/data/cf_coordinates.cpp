#include "core/data/cf_coordinates.h"

#include "core/api/error.h"
#include "core/base/units.h"
#include "core/data/cf_names.h"
#include "core/data/cf_values.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <sstream>

namespace core::data {
namespace {

bool oneOf(const std::string& text, std::initializer_list<const char*> list)
{
    return std::any_of(list.begin(), list.end(), [&](const char* item) { return text == item; });
}

bool isAngle(const std::string& units)
{
    return units.empty() || oneOf(units, {"degrees", "degree", "deg", "radian", "radians", "rad"});
}

Axis byUnits(const std::string& units)
{
    if (oneOf(units, {"degrees_north", "degree_north", "degree_n", "degrees_n", "degreen", "degreesn",
                      "degrees north"})) {
        return Axis::lat;
    }
    if (oneOf(units, {"degrees_east", "degree_east", "degree_e", "degrees_e", "degreee", "degreese",
                      "degrees east"})) {
        return Axis::lon;
    }
    return units.find(" since ") != std::string::npos ? Axis::time : Axis::none;
}

Axis byStandardName(const std::string& name)
{
    if (name == "latitude") {
        return Axis::lat;
    }
    if (name == "longitude") {
        return Axis::lon;
    }
    if (name == "time") {
        return Axis::time;
    }
    if (name == "realization") {
        return Axis::member;
    }
    if (oneOf(name, {"projection_x_coordinate", "projection_y_coordinate"})) {
        return Axis::projected;
    }
    if (oneOf(name, {"grid_latitude", "grid_longitude"})) {
        return Axis::rotated;
    }
    if (name == "air_pressure") {
        return Axis::level;
    }
    if (oneOf(name, {"height", "altitude", "depth"})) {
        return Axis::height;
    }
    const bool hybrid = name.starts_with("atmosphere_") && name.find("coordinate") != std::string::npos;
    return hybrid && name != "atmosphere_pressure_coordinate" ? Axis::hybrid : Axis::none;
}

Axis byName(const std::string& name, const std::string& units)
{
    if (oneOf(name, {"lat", "latitude", "nav_lat", "lats"})) {
        return Axis::lat;
    }
    if (oneOf(name, {"lon", "longitude", "long", "nav_lon", "lons"})) {
        return Axis::lon;
    }
    if (oneOf(name, {"number", "member", "ensemble", "ens", "realization"})) {
        return Axis::member;
    }
    if (name == "expver") {
        return Axis::version;
    }
    if (oneOf(name, {"time", "valid_time"}) && !isAngle(units)) {
        return Axis::time;
    }
    if (oneOf(name, {"level", "lev", "plev", "levels", "pressure", "pressure_level", "isobaric",
                     "isobaricinhpa"}) &&
        (units.empty() || units == "1" || units == "level")) {
        return Axis::level;
    }
    return Axis::none;
}

// Text of a pressure unit, not of a data variable that happens to be a pressure.
Axis byVertical(const Dataset& file, const Variable& variable, const std::string& units)
{
    const bool vertical = file.has(variable, "positive") || lowerCase(file.text(variable, "axis")) == "z";
    const bool coordinate = variable.dimensions.size() == 1 && variable.dimensions[0].name == variable.name;
    if (!units.empty() && (vertical || coordinate) && base::unitMap(units, "Pa")) {
        return Axis::level;
    }
    if (vertical && !units.empty() && base::unitMap(units, "m")) {
        return Axis::height;
    }
    if (vertical || units.find("hybrid") != std::string::npos || units.find("sigma") != std::string::npos) {
        return Axis::hybrid;
    }
    return Axis::none;
}

}  // namespace

std::vector<std::string> wordsOf(const std::string& text)
{
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string word; in >> word;) {
        words.push_back(word);
    }
    return words;
}

Axis axisOf(const Dataset& file, const Variable& variable)
{
    if (!variable.numeric()) {
        return Axis::none;
    }
    const std::string units = lowerCase(file.text(variable, "units"));
    const Axis named = byStandardName(lowerCase(file.text(variable, "standard_name")));
    if (named == Axis::rotated || named == Axis::projected) {
        return named;
    }
    if (named == Axis::none && lowerCase(file.text(variable, "standard_name")).starts_with("forecast_")) {
        return Axis::none;
    }
    const std::string standard = file.text(variable, "standard_name");
    const bool quantity = canonicalUnit(standard).has_value() && standard != "air_pressure";
    if (const Axis measured = quantity ? Axis::none : byUnits(units);
        measured != Axis::none && variable.name.find("bnds") == std::string::npos) {
        return measured;
    }
    if (named != Axis::none) {
        return named == Axis::time && units.find(" since ") == std::string::npos && units.empty() ? Axis::none
                                                                                                  : named;
    }
    const std::string axis = lowerCase(file.text(variable, "axis"));
    if (isAngle(units) && (axis == "x" || axis == "y") && !units.empty()) {
        return axis == "x" ? Axis::lon : Axis::lat;
    }
    const std::string hint = lowerCase(file.text(variable, "_CoordinateAxisType"));
    if (hint == "geox" || hint == "geoy") {
        return Axis::projected;
    }
    if (const Axis vertical = quantity ? Axis::none : byVertical(file, variable, units);
        vertical != Axis::none) {
        return vertical;
    }
    return byName(lowerCase(variable.name), units);
}

int Placement::dimensionOf(Axis axis) const
{
    for (std::size_t d = 0; d < legs.size(); ++d) {
        if (legs[d].axis == axis) {
            return static_cast<int>(d);
        }
    }
    return -1;
}

namespace {

// The variable that gives a dimension its coordinates: of the dimension's name, else a 1-D one that means something.
Placement::Leg legOf(const Dataset& file, const Variable& variable, const Dimension& dimension)
{
    const Variable* own = file.find(dimension.name, &variable);
    if (own != nullptr && own->path != variable.path && own->dimensions.size() == 1 &&
        own->dimensions[0] == dimension && own->numeric()) {
        return {axisOf(file, *own), own};
    }
    for (const std::string& word : wordsOf(file.text(variable, "coordinates").substr(0, 10000))) {
        const Variable* other = file.find(word, &variable);
        if (other != nullptr && other->dimensions.size() == 1 && other->dimensions[0] == dimension &&
            other->path != variable.path) {
            if (const Axis axis = axisOf(file, *other); axis != Axis::none) {
                return {axis, other};
            }
        }
    }
    for (const Variable& other : file.variables()) {
        if (other.dimensions.size() == 1 && other.dimensions[0] == dimension && other.path != variable.path) {
            const Axis axis = axisOf(file, other);
            if (axis == Axis::lat || axis == Axis::lon || (axis == Axis::time && file.has(other, "axis"))) {
                return {axis, &other};
            }
        }
    }
    return {byName(lowerCase(dimension.name), "1") == Axis::member ? Axis::member : Axis::none, nullptr};
}

}  // namespace

Placement placementOf(const Dataset& file, const Variable& variable)
{
    Placement placement;
    for (const Dimension& dimension : variable.dimensions) {
        placement.legs.push_back(legOf(file, variable, dimension));
    }
    const auto listed = wordsOf(file.text(variable, "coordinates").substr(0, 10000));
    const std::set<std::string> names(listed.begin(), listed.end());
    for (const Variable& other : file.variables()) {
        if (!other.dimensions.empty() || !other.numeric()) {
            continue;
        }
        const Axis axis = axisOf(file, other);
        const bool isTime = axis == Axis::time &&
                            lowerCase(file.text(other, "standard_name")) != "forecast_reference_time";
        if (isTime && (placement.scalarTime == nullptr || file.text(other, "standard_name") == "time")) {
            placement.scalarTime = &other;
        }
        const bool meant = names.count(other.name) > 0 ||
                           oneOf(lowerCase(other.name), {"isobaricinhpa", "air_pressure", "level", "plev"});
        if (meant && (axis == Axis::level || (!file.text(other, "units").empty() &&
                                              base::unitMap(file.text(other, "units"), "Pa")))) {
            placement.scalarLevel = &other;
        }
    }
    return placement;
}

std::vector<double> degreesOf(const Dataset& file, const Variable& coordinate, Axis axis)
{
    const char* what = axis == Axis::lat ? "latitude" : "longitude";
    std::vector<double> values = readAll(file, coordinate);
    const std::string units = file.text(coordinate, "units");
    const auto map = base::unitMap(units, "degree");
    const double scale = map && lowerCase(units).starts_with("rad") ? 180 / std::numbers::pi : 1;
    const double limit = axis == Axis::lat ? 90.001 : 1000;
    for (double& value : values) {
        value *= scale;
        if (!std::isfinite(value) || std::abs(value) > limit) {
            std::ostringstream text;
            text << value;
            throw Error(Cause::badFile, file.path() + " has the " + what + " " + text.str() + " in " +
                                            coordinate.path + ", which is " +
                                            (std::isfinite(value) ? "out of range" : "missing"));
        }
    }
    return values;
}

std::optional<std::vector<double>> levelsHpaOf(const Dataset& file, const Variable& coordinate)
{
    std::vector<double> values = readAll(file, coordinate);
    const std::string units = file.text(coordinate, "units");
    auto map = units.empty() || units == "1" || units == "level" ? std::nullopt : base::unitMap(units, "hPa");
    if (!map && (units.empty() || units == "1" || units == "level") && !values.empty()) {
        const double high = *std::max_element(values.begin(), values.end());
        if (high >= 100) {
            map = base::UnitMap{high > 1100 ? 0.01 : 1, 0};
        }
    }
    if (!map) {
        return std::nullopt;
    }
    for (double& value : values) {
        value = std::round((*map)(value)*1e6) / 1e6;
    }
    return values;
}

std::string roleOf(const Dataset& file, const Variable& variable)
{
    const std::string name = lowerCase(variable.name);
    const std::string standard = lowerCase(file.text(variable, "standard_name"));
    for (const Variable& other : file.variables()) {
        for (const char* attribute : {"bounds", "climatology"}) {
            if (other.path != variable.path && file.text(other, attribute) == variable.name) {
                return "bounds";
            }
        }
    }
    if (name.ends_with("_bnds") || name.ends_with("_bounds")) {
        return "bounds";
    }
    if (name.starts_with("qc_") || name.ends_with("_qc") || name.ends_with("_flag") ||
        name.ends_with("_flags") || standard.find("status_flag") != std::string::npos ||
        standard.find("quality_flag") != std::string::npos || file.has(variable, "flag_masks")) {
        return "quality";
    }
    const bool own = variable.dimensions.size() == 1 && variable.dimensions[0].name == variable.name;
    const Axis axis = axisOf(file, variable);
    if (own || file.has(variable, "grid_mapping_name") || file.has(variable, "sample_dimension") ||
        file.has(variable, "instance_dimension") || file.has(variable, "cf_role") ||
        standard.starts_with("forecast_")) {
        return "coordinate";
    }
    const bool place = axis == Axis::lat || axis == Axis::lon || axis == Axis::time;
    const bool vertical = axis != Axis::none && (variable.dimensions.empty() || file.has(variable, "axis") ||
                                                 file.has(variable, "positive"));
    return place || vertical ? "coordinate" : "data";
}

std::string whyNotLatLon(const Dataset& file, const Variable& variable)
{
    const Placement placement = placementOf(file, variable);
    if (placement.dimensionOf(Axis::rotated) >= 0) {
        return "lies on a rotated-pole grid";
    }
    if (placement.dimensionOf(Axis::projected) >= 0 || !file.text(variable, "grid_mapping").empty()) {
        return "lies on projected x and y, not on latitude and longitude";
    }
    return "has no latitude and longitude coordinates";
}

}  // namespace core::data
