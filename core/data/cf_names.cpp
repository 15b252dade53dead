#include "core/data/cf_names.h"

#include "core/base/units.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <map>

namespace core::data {
namespace {

struct Known {
    const char* units;
    const char* label;
};

const std::map<std::string, Known>& knownNames()
{
    static const std::map<std::string, Known> table = {
        {"air_temperature", {"K", "Temperature"}},
        {"dew_point_temperature", {"K", "Dew point"}},
        {"surface_temperature", {"K", "Surface temperature"}},
        {"sea_surface_temperature", {"K", "Sea surface temperature"}},
        {"air_potential_temperature", {"K", "Potential temperature"}},
        {"eastward_wind", {"m s-1", "Eastward wind"}},
        {"northward_wind", {"m s-1", "Northward wind"}},
        {"wind_speed", {"m s-1", "Wind speed"}},
        {"wind_speed_of_gust", {"m s-1", "Gust"}},
        {"wind_from_direction", {"degree", "Wind direction"}},
        {"atmosphere_relative_vorticity", {"s-1", "Relative vorticity"}},
        {"saturated_eastward_wind", {"1", "Saturated eastward wind"}},
        {"saturated_northward_wind", {"1", "Saturated northward wind"}},
        {"saturated_atmosphere_relative_vorticity", {"1", "Saturated vorticity"}},
        {"lagrangian_tendency_of_air_pressure", {"Pa s-1", "Vertical velocity"}},
        {"geopotential_height", {"m", "Geopotential height"}},
        {"air_pressure_at_mean_sea_level", {"Pa", "Mean sea level pressure"}},
        {"surface_air_pressure", {"Pa", "Surface pressure"}},
        {"air_pressure", {"Pa", "Pressure"}},
        {"specific_humidity", {"kg kg-1", "Specific humidity"}},
        {"humidity_mixing_ratio", {"kg kg-1", "Mixing ratio"}},
        {"relative_humidity", {"1", "Relative humidity"}},
        {"cloud_area_fraction", {"1", "Cloud cover"}},
        {"precipitation_amount", {"kg m-2", "Precipitation"}}};
    return table;
}

// Short names of ECMWF, NCEP, NCAR and logger files. The unit must fit, so "t" in hours is no temperature.
const std::map<std::string, std::string>& aliases()
{
    static const std::map<std::string, std::string> table = {
        {"t", "air_temperature"},
        {"ta", "air_temperature"},
        {"air", "air_temperature"},
        {"temp", "air_temperature"},
        {"tmp", "air_temperature"},
        {"temperature", "air_temperature"},
        {"temperature_air", "air_temperature"},
        {"temperature_de_lair", "air_temperature"},
        {"temperature_2m", "air_temperature"},
        {"tair", "air_temperature"},
        {"temp_air", "air_temperature"},
        {"point_de_rosee", "dew_point_temperature"},
        {"temperature_du_point_de_rosee", "dew_point_temperature"},
        {"temperature_point_de_rosee", "dew_point_temperature"},
        {"humidite", "relative_humidity"},
        {"humidite_relative", "relative_humidity"},
        {"humidity", "relative_humidity"},
        {"hu", "relative_humidity"},
        {"pression_station", "surface_air_pressure"},
        {"pstat", "surface_air_pressure"},
        {"pmer", "air_pressure_at_mean_sea_level"},
        {"pression_mer", "air_pressure_at_mean_sea_level"},
        {"pression_niveau_mer", "air_pressure_at_mean_sea_level"},
        {"pression_au_niveau_de_la_mer", "air_pressure_at_mean_sea_level"},
        {"sea_level_pressure", "air_pressure_at_mean_sea_level"},
        {"direction_du_vent", "wind_from_direction"},
        {"direction_vent", "wind_from_direction"},
        {"vitesse_du_vent", "wind_speed"},
        {"vitesse_vent", "wind_speed"},
        {"force_du_vent", "wind_speed"},
        {"vent_moyen", "wind_speed"},
        {"rafale", "wind_speed_of_gust"},
        {"rafales", "wind_speed_of_gust"},
        {"wind_gust", "wind_speed_of_gust"},
        {"windgust", "wind_speed_of_gust"},
        {"airtemperature", "air_temperature"},
        {"air_temp", "air_temperature"},
        {"t2m", "air_temperature"},
        {"2t", "air_temperature"},
        {"t2", "air_temperature"},
        {"tas", "air_temperature"},
        {"t_2m", "air_temperature"},
        {"2m_temperature", "air_temperature"},
        {"tdry", "air_temperature"},
        {"2_metre_temperature", "air_temperature"},
        {"temperature_isobaric", "air_temperature"},
        {"temp_mean", "air_temperature"},
        {"rh_mean", "relative_humidity"},
        {"wspd_vec_mean", "wind_speed"},
        {"wdir_vec_mean", "wind_from_direction"},
        {"atmos_pressure", "surface_air_pressure"},
        {"temperature_surface", "surface_temperature"},
        {"skt", "surface_temperature"},
        {"sst", "sea_surface_temperature"},
        {"d2m", "dew_point_temperature"},
        {"2d", "dew_point_temperature"},
        {"td", "dew_point_temperature"},
        {"td2m", "dew_point_temperature"},
        {"dewp", "dew_point_temperature"},
        {"dewpoint", "dew_point_temperature"},
        {"dp", "dew_point_temperature"},
        {"dew_point", "dew_point_temperature"},
        {"u", "eastward_wind"},
        {"ua", "eastward_wind"},
        {"uwnd", "eastward_wind"},
        {"u10", "eastward_wind"},
        {"10u", "eastward_wind"},
        {"ugrd", "eastward_wind"},
        {"uas", "eastward_wind"},
        {"u_wind", "eastward_wind"},
        {"u10m", "eastward_wind"},
        {"v", "northward_wind"},
        {"va", "northward_wind"},
        {"vwnd", "northward_wind"},
        {"v10", "northward_wind"},
        {"10v", "northward_wind"},
        {"vgrd", "northward_wind"},
        {"vas", "northward_wind"},
        {"v_wind", "northward_wind"},
        {"v10m", "northward_wind"},
        {"wspd", "wind_speed"},
        {"wind_speed", "wind_speed"},
        {"ff", "wind_speed"},
        {"windspeed", "wind_speed"},
        {"spd", "wind_speed"},
        {"si10", "wind_speed"},
        {"wgst", "wind_speed_of_gust"},
        {"gust", "wind_speed_of_gust"},
        {"wdir", "wind_from_direction"},
        {"deg", "wind_from_direction"},
        {"wind_dir", "wind_from_direction"},
        {"dir", "wind_from_direction"},
        {"wind_direction", "wind_from_direction"},
        {"winddir", "wind_from_direction"},
        {"dd", "wind_from_direction"},
        {"wind_from_direction", "wind_from_direction"},
        {"gh", "geopotential_height"},
        {"hgt", "geopotential_height"},
        {"zg", "geopotential_height"},
        {"z", "geopotential_height"},
        {"height_isobaric", "geopotential_height"},
        {"phi", "geopotential_height"},
        {"geopotential", "geopotential_height"},
        {"geopotential_height", "geopotential_height"},
        {"msl", "air_pressure_at_mean_sea_level"},
        {"mslp", "air_pressure_at_mean_sea_level"},
        {"prmsl", "air_pressure_at_mean_sea_level"},
        {"slp", "air_pressure_at_mean_sea_level"},
        {"psl", "air_pressure_at_mean_sea_level"},
        {"pmsl", "air_pressure_at_mean_sea_level"},
        {"sp", "surface_air_pressure"},
        {"ps", "surface_air_pressure"},
        {"pres", "surface_air_pressure"},
        {"station_pressure", "surface_air_pressure"},
        {"surface_pressure", "surface_air_pressure"},
        {"q", "specific_humidity"},
        {"hus", "specific_humidity"},
        {"shum", "specific_humidity"},
        {"r", "relative_humidity"},
        {"rh", "relative_humidity"},
        {"hur", "relative_humidity"},
        {"rhum", "relative_humidity"},
        {"tcc", "cloud_area_fraction"},
        {"w", "lagrangian_tendency_of_air_pressure"},
        {"omega", "lagrangian_tendency_of_air_pressure"}};
    return table;
}

constexpr double standardGravity = 9.80665;  // m s-2, as ECMWF defines geopotential height

std::optional<CfName> fitting(const std::string& standardName, const std::string& units)
{
    if (standardName == "geopotential" || standardName == "geopotential_height") {
        if (const auto map = base::unitMap(units, "m2 s-2")) {
            return CfName{"geopotential_height", "m", map->scale / standardGravity,
                          map->offset / standardGravity};
        }
    }
    const auto unit = canonicalUnit(standardName);
    const auto map = unit ? base::unitMap(units, *unit) : std::nullopt;
    return map ? std::optional(CfName{standardName, *unit, map->scale, map->offset}) : std::nullopt;
}

}  // namespace

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

std::optional<std::string> canonicalUnit(const std::string& standardName)
{
    const auto found = knownNames().find(standardName);
    return found == knownNames().end() ? std::nullopt : std::optional<std::string>(found->second.units);
}

std::map<std::string, KnownName> knownStandardNames()
{
    std::map<std::string, KnownName> names;
    for (const auto& [name, known] : knownNames()) {
        names[name] = {known.label, known.units};
    }
    return names;
}

CfName cfName(const std::string& standardName, const std::string& shortName, const std::string& units)
{
    const std::string name = lowerCase(standardName) == "unknown" ? "" : standardName;
    if (auto known = fitting(name, units)) {
        return *known;
    }
    if (name.empty()) {
        const auto alias = aliases().find(lowerCase(shortName));
        if (alias != aliases().end()) {
            if (auto known = fitting(alias->second, units)) {
                return *known;
            }
        }
    }
    const std::string own = name.empty() ? shortName : name;
    for (const char* unit : {"K", "m s-1", "Pa", "kg kg-1"}) {
        if (const auto map = units.empty() ? std::nullopt : base::unitMap(units, unit);
            map && (std::string(unit) != "kg kg-1" || units.find('g') != std::string::npos)) {
            return {own, unit, map->scale, map->offset};
        }
    }
    return {own, units, 1, 0};
}

std::string humanLabel(const std::string& standardName, double levelHpa)
{
    const auto found = knownNames().find(standardName);
    std::string label = found != knownNames().end() ? found->second.label : standardName;
    if (found == knownNames().end()) {
        std::replace(label.begin(), label.end(), '_', ' ');
        if (!label.empty()) {
            label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
        }
    }
    if (levelHpa > 0) {
        char level[32];
        std::snprintf(level, sizeof level, ", %g hPa", levelHpa);
        return label + level;
    }
    return label;
}

}  // namespace core::data
