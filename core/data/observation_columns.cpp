#include "core/data/observation_columns.h"

#include "core/base/units.h"

#include <algorithm>
#include <map>
#include <optional>

namespace core::data {
namespace {

using Role = Column::Role;

const std::map<std::string, Role>& roles()
{
    static const std::map<std::string, Role> table = {{"id", Role::id},
                                                      {"station_id", Role::id},
                                                      {"station", Role::id},
                                                      {"stationid", Role::id},
                                                      {"icao", Role::id},
                                                      {"wmo", Role::id},
                                                      {"wmo_id", Role::id},
                                                      {"name", Role::id},
                                                      {"station_name", Role::id},
                                                      {"platform", Role::id},
                                                      {"time", Role::time},
                                                      {"date", Role::time},
                                                      {"datetime", Role::time},
                                                      {"date_time", Role::time},
                                                      {"timestamp", Role::time},
                                                      {"unix_time", Role::time},
                                                      {"valid_time", Role::time},
                                                      {"epoch", Role::time},
                                                      {"lat", Role::lat},
                                                      {"latitude", Role::lat},
                                                      {"lon", Role::lon},
                                                      {"longitude", Role::lon},
                                                      {"long", Role::lon},
                                                      {"elev", Role::altitude},
                                                      {"elevation", Role::altitude},
                                                      {"altitude", Role::altitude},
                                                      {"alt", Role::altitude},
                                                      {"height", Role::altitude},
                                                      {"station_height", Role::altitude},
                                                      {"level", Role::level},
                                                      {"pressure_level", Role::level},
                                                      {"plev", Role::level},
                                                      {"variable", Role::variableName},
                                                      {"quantity", Role::variableName},
                                                      {"value", Role::value},
                                                      {"error", Role::error},
                                                      {"sigma", Role::error},
                                                      {"unit", Role::unit},
                                                      {"units", Role::unit}};
    return table;
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

// "wind speed [m/s]" and "t2m_K" taken apart; names in lower case with underscores.
Header takenApart(const std::string& text)
{
    Header header{lowerCase(text), ""};
    const auto open = header.name.find_first_of("[(");
    if (open != std::string::npos) {
        const auto close = text.find_last_of("])");
        header.units = text.substr(open + 1, close == std::string::npos ? close : close - open - 1);
        header.name.erase(open);
    }
    while (!header.name.empty() && header.name.back() == ' ') {
        header.name.pop_back();
    }
    std::replace(header.name.begin(), header.name.end(), ' ', '_');
    const auto cut = header.name.rfind('_');
    if (header.units.empty() && cut != std::string::npos) {
        if (const auto unit = suffixUnit(header.name.substr(cut + 1))) {
            return {header.name.substr(0, cut), *unit};
        }
    }
    return header;
}

// The unit a column without one must have, judged by its values; nothing when that cannot be told.
std::optional<std::string> guessedUnit(const CsvTable& table, std::size_t column,
                                       const std::string& canonical)
{
    std::vector<double> values;
    double value = 0;
    for (std::size_t r = 0; r < table.rows.size() && values.size() < 2000; ++r) {
        if (toNumber(table.rows[r][column], value)) {
            values.push_back(value);
        }
    }
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

}  // namespace

std::vector<Column> columnsOf(const CsvTable& table)
{
    std::vector<Column> columns;
    std::map<Role, bool> taken;
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        Header header = takenApart(table.header[i]);
        if (header.units.empty() && i < table.units.size()) {
            header.units = table.units[i];
        }
        const auto role = roles().find(header.name);
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
