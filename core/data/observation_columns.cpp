#include "core/data/observation_columns.h"

#include "core/base/units.h"

#include <algorithm>
#include <map>
#include <optional>

namespace core::data {
namespace {

using Role = Column::Role;

// Headers in English and French, in lower case, without accents, blanks as underscores.
const std::map<std::string, Role>& roles()
{
    static const std::map<std::string, Role> table = {{"id", Role::id},
                                                      {"station_id", Role::id},
                                                      {"station", Role::id},
                                                      {"stationid", Role::id},
                                                      {"icao", Role::id},
                                                      {"icao_id", Role::id},
                                                      {"wmo", Role::id},
                                                      {"wmo_id", Role::id},
                                                      {"name", Role::id},
                                                      {"station_name", Role::id},
                                                      {"platform", Role::id},
                                                      {"call_sign", Role::id},
                                                      {"callsign", Role::id},
                                                      {"indicatif", Role::id},
                                                      {"identifiant", Role::id},
                                                      {"nom", Role::id},
                                                      {"num_poste", Role::id},
                                                      {"numer_sta", Role::id},
                                                      {"nom_usuel", Role::id},
                                                      {"code_station", Role::id},
                                                      {"id_station", Role::id},
                                                      {"code_oaci", Role::id},
                                                      {"time", Role::time},
                                                      {"date", Role::time},
                                                      {"datetime", Role::time},
                                                      {"date_time", Role::time},
                                                      {"timestamp", Role::time},
                                                      {"unix_time", Role::time},
                                                      {"valid_time", Role::time},
                                                      {"valid", Role::time},
                                                      {"epoch", Role::time},
                                                      {"observation_time", Role::time},
                                                      {"obs_time", Role::time},
                                                      {"obstime", Role::time},
                                                      {"time_utc", Role::time},
                                                      {"date_utc", Role::time},
                                                      {"heure_utc", Role::time},
                                                      {"date_heure", Role::time},
                                                      {"dateheure", Role::time},
                                                      {"horodatage", Role::time},
                                                      {"aaaammjj", Role::time},
                                                      {"aaaammjjhh", Role::time},
                                                      {"aaaammjjhhmm", Role::time},
                                                      {"dat", Role::time},
                                                      {"datestring", Role::time},
                                                      {"lat", Role::lat},
                                                      {"latitude", Role::lat},
                                                      {"lat_deg", Role::lat},
                                                      {"lon", Role::lon},
                                                      {"longitude", Role::lon},
                                                      {"long", Role::lon},
                                                      {"lng", Role::lon},
                                                      {"lon_deg", Role::lon},
                                                      {"elev", Role::altitude},
                                                      {"elevation", Role::altitude},
                                                      {"altitude", Role::altitude},
                                                      {"alt", Role::altitude},
                                                      {"height", Role::altitude},
                                                      {"station_height", Role::altitude},
                                                      {"hauteur", Role::altitude},
                                                      {"alti", Role::altitude},
                                                      {"altitude_station", Role::altitude},
                                                      {"elevation_m", Role::altitude},
                                                      {"station_elevation", Role::altitude},
                                                      {"level", Role::level},
                                                      {"pressure_level", Role::level},
                                                      {"plev", Role::level},
                                                      {"niveau", Role::level},
                                                      {"niveau_pression", Role::level},
                                                      {"isobaric", Role::level},
                                                      {"variable", Role::variableName},
                                                      {"quantity", Role::variableName},
                                                      {"grandeur", Role::variableName},
                                                      {"parametre", Role::variableName},
                                                      {"value", Role::value},
                                                      {"valeur", Role::value},
                                                      {"error", Role::error},
                                                      {"sigma", Role::error},
                                                      {"erreur", Role::error},
                                                      {"ecart_type", Role::error},
                                                      {"type", Role::type},
                                                      {"obs_type", Role::type},
                                                      {"platform_type", Role::type},
                                                      {"message_type", Role::type},
                                                      {"unit", Role::unit},
                                                      {"units", Role::unit},
                                                      {"unite", Role::unit},
                                                      {"unites", Role::unit}};
    return table;
}

// A clock beside a column of dates.
bool isClock(const std::string& name)
{
    return name == "time" || name == "heure" || name == "hour" || name == "hhmm" || name == "time_utc" ||
           name == "heure_utc";
}

// "température" → "temperature": letters of Latin-1 in UTF-8.
std::string withoutAccents(const std::string& text)
{
    static constexpr const char* plain = "aaaaaaaceeeeiiiidnooooo.ouuuuy.s";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == 0xC3 && i + 1 < text.size()) {
            out += plain[(static_cast<unsigned char>(text[++i]) - 0x80) % 32];
        } else {
            out += text[i];
        }
    }
    return out;
}

// Units as headers abbreviate them after an underscore.
std::optional<std::string> suffixUnit(const std::string& suffix)
{
    static const std::map<std::string, std::string> table = {
        {"k", "K"},       {"c", "degC"},        {"degc", "degC"},  {"f", "degF"},         {"degf", "degF"},
        {"pa", "Pa"},     {"hpa", "hPa"},       {"mb", "hPa"},     {"mbar", "hPa"},       {"inhg", "inHg"},
        {"m", "m"},       {"km", "km"},         {"ft", "foot"},    {"ms", "m s-1"},       {"ms-1", "m s-1"},
        {"mps", "m s-1"}, {"m/s", "m s-1"},     {"kt", "knot"},    {"kts", "knot"},       {"knots", "knot"},
        {"kmh", "km/h"},  {"mph", "mile/hour"}, {"deg", "degree"}, {"degrees", "degree"}, {"pct", "%"},
        {"percent", "%"}, {"kgkg", "kg kg-1"},  {"gkg", "g kg-1"}};
    const auto found = table.find(suffix);
    return found == table.end() ? std::nullopt : std::optional(found->second);
}

struct Header {
    std::string name, units;
};

// Names of ASOS archives that hold their unit.
const std::map<std::string, Header>& namesWithUnits()
{
    static const std::map<std::string, Header> table = {
        {"tmpf", {"tmp", "degF"}},  {"dwpf", {"dewp", "degF"}},      {"tmpc", {"tmp", "degC"}},
        {"dwpc", {"dewp", "degC"}}, {"relh", {"rh", "%"}},           {"drct", {"wdir", "degree"}},
        {"sknt", {"wspd", "knot"}}, {"alti", {"altimeter", "inHg"}}, {"altim_in_hg", {"altimeter", "inHg"}}};
    return table;
}

// "wind speed [m/s]" and "t2m_K" taken apart; names in lower case with underscores.
Header takenApart(const std::string& text)
{
    Header header{lowerCase(withoutAccents(text)), ""};
    const auto open = header.name.find_first_of("[(");
    if (open != std::string::npos) {
        const auto first = text.find_first_of("[("), close = text.find_last_of("])");
        header.units = text.substr(first + 1, close == std::string::npos ? close : close - first - 1);
        header.name.erase(open);
    }
    while (!header.name.empty() && header.name.back() == ' ') {
        header.name.pop_back();
    }
    std::erase(header.name, '\'');
    std::replace_if(
        header.name.begin(), header.name.end(), [](char c) { return c == ' ' || c == '-' || c == '.'; }, '_');
    if (const auto known = namesWithUnits().find(header.name);
        known != namesWithUnits().end() && header.units.empty()) {
        return known->second;
    }
    const auto cut = header.name.rfind('_');
    if (header.units.empty() && cut != std::string::npos) {
        if (const auto unit = suffixUnit(header.name.substr(cut + 1))) {
            return {header.name.substr(0, cut), *unit};
        }
    }
    return header;
}

// The first numbers of a column, at most 2000.
std::vector<double> someOf(const CsvTable& table, std::size_t column)
{
    std::vector<double> values;
    double value = 0;
    for (std::size_t r = 0; r < table.rows() && values.size() < 2000; ++r) {
        if (toNumber(table.row(r)[column], value)) {
            values.push_back(value);
        }
    }
    return values;
}

// The unit a column without one must have, judged by its values; nothing when that cannot be told.
std::optional<std::string> guessedUnit(const CsvTable& table, std::size_t column,
                                       const std::string& canonical)
{
    std::vector<double> values = someOf(table, column);
    if (values.empty()) {
        return std::nullopt;
    }
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                     values.end());
    const double median = values[values.size() / 2];
    if (canonical == "K") {
        return median > 150 ? "K" : median > -90 && median < 60 ? std::optional("degC") : std::nullopt;
    }
    if (canonical == "Pa") {
        return median > 30000 ? "Pa" : median > 300 && median < 1100 ? std::optional("hPa") : std::nullopt;
    }
    return canonical == "degree" ? std::optional("degree") : std::nullopt;
}

// Units that METAR (WMO-No. 306, FM 15) and the surface files made of it use, where a header says none.
std::string metarUnit(const std::string& standardName)
{
    return standardName == "wind_speed" || standardName == "wind_speed_of_gust" ? "knot" : "";
}

bool isMetar(const CsvTable& table)
{
    return std::any_of(table.header.begin(), table.header.end(), [](const std::string& text) {
        const std::string name = lowerCase(text);
        return name == "icao" || name == "metar" || name == "raw" || name == "raw_text" || name == "sknt";
    });
}

Column dataColumn(const CsvTable& table, std::size_t index, const Header& header)
{
    Column column;
    for (const char* canonical : {"K", "m s-1", "Pa", "degree", "m", "kg kg-1", "1"}) {
        const CfName known = cfName("", header.name, canonical);
        const bool canonicalName = canonicalUnit(known.standardName).has_value();
        const CfName byStandard = canonicalName ? known : cfName(header.name, header.name, canonical);
        if (!canonicalUnit(byStandard.standardName)) {
            continue;
        }
        const std::string& name = byStandard.standardName;
        std::string units = header.units;
        if (units.empty() && isMetar(table)) {
            units = metarUnit(name);
            column.unitOfMetar = !units.empty();
        }
        if (units.empty()) {
            const auto guess = guessedUnit(table, index, byStandard.units);
            column.unitGuessed = guess.has_value() && *guess != "degree";
            column.unitUnknown = !guess.has_value();
            units = guess.value_or("");
        }
        column.name = cfName(name, header.name, units);
        column.unitUnknown = column.unitUnknown || !canonicalUnit(column.name.standardName) ||
                             *canonicalUnit(column.name.standardName) != column.name.units;
        column.role = Role::data;
        column.name.standardName = name;
        return column;
    }
    return column;
}

// A column called pressure is the level where it reaches into the free atmosphere, else the station's.
Column pressureColumn(const CsvTable& table, std::size_t index, const Header& header)
{
    constexpr double freeAtmosphere = 500;  // hPa, lower than at any station on the ground
    const std::vector<double> values = someOf(table, index);
    const double high = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
    const std::string units = !header.units.empty() ? header.units : high > 2000 ? "Pa" : "hPa";
    Column column{.role = Column::Role::data, .name = cfName("surface_air_pressure", "", units)};
    column.unitGuessed = header.units.empty();
    const auto map = base::unitMap(units, "hPa");
    column.unitUnknown = !map.has_value();
    if (map &&
        std::any_of(values.begin(), values.end(), [&](double p) { return (*map)(p) < freeAtmosphere; })) {
        column.role = Column::Role::level;
        column.name = {.scale = map->scale, .offset = map->offset};
    }
    return column;
}

Column altimeterColumn(const CsvTable& table, std::size_t index, const Header& header)
{
    const std::vector<double> values = someOf(table, index);
    const bool inches = !values.empty() && values.front() < 100;
    const std::string units = !header.units.empty() ? header.units : inches ? "inHg" : "hPa";
    const auto map = base::unitMap(units, "Pa");
    Column column{.role = map ? Column::Role::altimeter : Column::Role::other,
                  .unitGuessed = header.units.empty()};
    column.name = {.scale = map ? map->scale : 1, .offset = map ? map->offset : 0};
    return column;
}

bool oneOf(const std::string& name, std::initializer_list<const char*> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

DeclaredVariables declaredColumns(const CsvTable& table)
{
    DeclaredVariables declared;
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        declared.push_back({table.header[i], table.header[i], i < table.units.size() ? table.units[i] : ""});
    }
    return declared;
}

Interpretation interpretationOf(const CsvTable& table)
{
    return anyInterpretation() ? interpretationOf(declaredColumns(table)) : Interpretation{};
}

std::vector<Column> columnsOf(const CsvTable& table)
{
    const Interpretation said = interpretationOf(table);
    std::vector<Column> columns;
    std::map<Role, bool> taken;
    const bool dated = std::any_of(table.header.begin(), table.header.end(), [](const std::string& text) {
        return oneOf(takenApart(text).name, {"date", "date_utc", "aaaammjj", "dat"});
    });
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        Header header = takenApart(table.header[i]);
        if (header.units.empty() && i < table.units.size()) {
            header.units = table.units[i];
        }
        if (const auto meaning = said.find(table.header[i]); meaning != said.end()) {
            header.name = meaning->second.standardName;
            header.units = meaning->second.units.empty() ? header.units : meaning->second.units;
            if (!roles().contains(header.name)) {  // "latitude" is no data
                columns.push_back(dataColumn(table, i, header));
                continue;
            }
        }
        const auto role = roles().find(header.name);
        if (dated && isClock(header.name)) {
            columns.push_back({.role = Role::clock});
            continue;
        }
        if (oneOf(header.name, {"pressure", "pres", "press", "p", "pression"}) && !taken[Role::level]) {
            columns.push_back(pressureColumn(table, i, header));
            taken[Role::level] = columns.back().role == Role::level;
            continue;
        }
        if (oneOf(header.name, {"altimeter", "altim", "qnh", "altimeter_setting"})) {
            columns.push_back(altimeterColumn(table, i, header));
            continue;
        }
        if (role == roles().end() || taken[role->second]) {
            columns.push_back(dataColumn(table, i, header));
            continue;
        }
        taken[role->second] = true;
        Column column{.role = role->second};
        const bool level = column.role == Role::level;
        const auto map = base::unitMap(header.units, level ? "hPa" : "m");
        if ((level || column.role == Role::altitude) && map && !header.units.empty()) {
            column.name.scale = map->scale;
            column.name.offset = map->offset;
        }
        columns.push_back(column);
    }
    return columns;
}

}  // namespace core::data
