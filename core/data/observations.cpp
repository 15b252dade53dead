#include "core/data/observations.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/base/units.h"
#include "core/data/netcdf_file.h"
#include "core/data/observation_columns.h"
#include "core/data/observation_gathering.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>

namespace core::data {
namespace {

using Role = Column::Role;

std::string quoted(std::string_view cell)
{
    std::string text = "\"";
    return text.append(utf8(std::string(cell))).append("\"");
}

// Turns the rows of a table into observations.
class TableReader {
public:
    TableReader(const std::string& path, const CsvTable& table)
        : path_(path), table_(table), columns_(columnsOf(table))
    {
    }

    ObservationSet read();

private:
    std::optional<std::size_t> columnOf(Role role) const
    {
        const auto found = std::find_if(columns_.begin(), columns_.end(),
                                        [&](const Column& c) { return c.role == role; });
        return found == columns_.end() ? std::nullopt
                                       : std::optional(static_cast<std::size_t>(found - columns_.begin()));
    }
    std::string_view cell(const std::vector<std::string_view>& row, Role role) const
    {
        const auto column = columnOf(role);
        return column ? row[*column] : std::string_view{};
    }
    std::optional<double> number(const std::vector<std::string_view>& row, std::size_t column);
    bool place(const std::vector<std::string_view>& row, Observation& station);
    bool timeOf(std::string_view text, std::int64_t& time);
    void readWide(const std::vector<std::string_view>& row, const Observation& station);
    void readLong(const std::vector<std::string_view>& row, const Observation& station);
    void describeColumns(ObservationSet& set) const;

    const std::string& path_;
    const CsvTable& table_;
    std::vector<Column> columns_;
    ObservationGathering gathering_;
    std::string lastTimeText_;
    std::int64_t lastTime_ = 0;
};

std::optional<double> TableReader::number(const std::vector<std::string_view>& row, std::size_t column)
{
    double value = 0;
    if (row[column].empty()) {
        return std::nullopt;
    }
    if (!toNumber(row[column], value)) {
        gathering_.complaints.add("cells of " + table_.header[column] + " are not numbers and are skipped",
                                  quoted(row[column]));
        return std::nullopt;
    }
    return value;
}

bool TableReader::timeOf(std::string_view text, std::int64_t& time)
{
    if (text == lastTimeText_) {
        time = lastTime_;
        return true;
    }
    double epoch = 0;
    if (toNumber(text, epoch) && text.size() >= 9 && text.size() != 12 && text.size() != 14) {
        time = std::llround(epoch > 1e11 ? epoch / 1000 : epoch);
    } else {
        try {
            time = base::secondsFromIso(text);
        } catch (const Error&) {
            return false;
        }
    }
    lastTimeText_ = text;
    lastTime_ = time;
    return true;
}

bool TableReader::place(const std::vector<std::string_view>& row, Observation& station)
{
    const auto lat = cell(row, Role::lat), lon = cell(row, Role::lon), time = cell(row, Role::time);
    const std::string who = utf8(std::string(cell(row, Role::id)));
    const bool blank = std::all_of(row.begin(), row.end(), [](std::string_view c) { return c.empty(); });
    if (blank) {
        return false;
    }
    if (!toNumber(lat, station.lat) || !toNumber(lon, station.lon) ||
        !validPosition(station.lat, station.lon)) {
        gathering_.complaints.add("rows have no possible position and are skipped",
                                  who + " at " + quoted(lat) + ", " + quoted(lon));
        return false;
    }
    if (columnOf(Role::time) && !timeOf(time, station.time)) {
        gathering_.complaints.add("rows have no readable time and are skipped", who + " " + quoted(time));
        return false;
    }
    station.id = who;
    if (station.id.empty()) {
        char text[48];
        std::snprintf(text, sizeof text, "%.3f,%.3f", station.lat, station.lon);
        station.id = text;
    }
    double altitude = 0;
    if (const auto column = columnOf(Role::altitude); column && toNumber(row[*column], altitude)) {
        station.altitude = columns_[*column].name.scale * altitude + columns_[*column].name.offset;
    }
    double level = 0;
    if (const auto column = columnOf(Role::level); column && toNumber(row[*column], level)) {
        station.levelHpa = columns_[*column].name.scale * level + columns_[*column].name.offset;
    }
    return true;
}

void TableReader::readWide(const std::vector<std::string_view>& row, const Observation& station)
{
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].role != Role::data || columns_[i].unitUnknown) {
            continue;
        }
        if (const auto value = number(row, i)) {
            Observation observation = station;
            observation.variable = columns_[i].name.standardName;
            observation.value = columns_[i].name.scale * *value + columns_[i].name.offset;
            gathering_.add(std::move(observation));
        }
    }
}

// variable, level, value, error: one observation a row, the unit canonical unless a unit column says otherwise.
void TableReader::readLong(const std::vector<std::string_view>& row, const Observation& station)
{
    const std::string name(cell(row, Role::variableName));
    const auto value = number(row, *columnOf(Role::value));
    if (!value || name.empty()) {
        return;
    }
    std::string unit(cell(row, Role::unit));
    if (unit.empty()) {
        unit = canonicalUnit(name).value_or("");
    }
    CfName known = cfName(name, name, unit);
    for (const char* canonical : {"K", "m s-1", "Pa", "m", "degree", "1", "kg kg-1"}) {
        if (!canonicalUnit(known.standardName) && cell(row, Role::unit).empty()) {
            known = cfName("", name, canonical);
        }
    }
    Observation observation = station;
    observation.variable = known.standardName;
    observation.value = known.scale * *value + known.offset;
    if (const auto column = columnOf(Role::error)) {
        observation.error = std::abs(known.scale) * number(row, *column).value_or(0);
    }
    if (!std::isfinite(observation.error) || observation.error < 0) {
        gathering_.complaints.add("errors are not positive; the table's are taken instead", station.id);
        observation.error = 0;
    }
    gathering_.add(std::move(observation));
}

void TableReader::describeColumns(ObservationSet& set) const
{
    std::string guessed, unknown, other;
    const auto append = [](std::string& list, const std::string& item) {
        if (list.size() < 200) {
            list += (list.empty() ? "" : ", ") + item;
        }
    };
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].role == Role::data && columns_[i].unitUnknown) {
            append(unknown, table_.header[i]);
        } else if (columns_[i].role == Role::data && columns_[i].unitGuessed) {
            append(guessed, table_.header[i]);
        } else if (columns_[i].role == Role::other) {
            append(other, table_.header[i]);
        }
    }
    if (!guessed.empty()) {
        set.notes.push_back("the unit of " + guessed + " is not given and judged by the values");
    }
    if (!unknown.empty()) {
        set.notes.push_back("the unit of " + unknown + " is not known: left out");
    }
    if (!other.empty()) {
        set.notes.push_back("columns not used: " + other);
    }
    if (!columnOf(Role::time)) {
        set.notes.push_back("there is no time column; all rows are taken at 1970-01-01T00:00:00Z");
    }
}

ObservationSet TableReader::read()
{
    ObservationSet set;
    const bool positions = columnOf(Role::lat) && columnOf(Role::lon);
    if (!positions && !table_.rows.empty()) {
        throw Error(Cause::badFile, path_ + " has no latitude and longitude columns",
                    "Name them latitude and longitude in a header line.");
    }
    const bool longForm = columnOf(Role::variableName) && columnOf(Role::value);
    for (const auto& row : table_.rows) {
        Observation station;
        if (!place(row, station)) {
            continue;
        }
        if (longForm) {
            readLong(row, station);
        } else {
            readWide(row, station);
        }
    }
    set = gathering_.finish();
    set.notes.insert(set.notes.begin(), table_.notes.begin(), table_.notes.end());
    describeColumns(set);
    return set;
}

bool beginsLikeNetcdf(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    std::array<char, 4> head{};
    in.read(head.data(), 4);
    return std::string_view(head.data(), 3) == "CDF" || std::string_view(head.data(), 4) == "\x89HDF";
}

}  // namespace

ObservationSet readObservations(const std::string& path)
{
    const std::string extension = lowerCase(std::filesystem::path(path).extension().string());
    const bool netcdfName = extension == ".nc" || extension == ".cdf" || extension == ".nc4" ||
                            extension == ".h5";
    std::error_code error;
    if (!std::filesystem::is_directory(path, error) && (netcdfName || beginsLikeNetcdf(path))) {
        return readNetcdfObservations(path);
    }
    CsvTable table;
    readCsv(path, table);
    return TableReader(path, table).read();
}

// Standard deviations of instrument and representativeness error together. Radiosondes and surface stations as
// operational centres assume them: ECMWF IFS Documentation CY47R3, Part I (Observations), and, for the profile
// with height, Ingleby 2017 (ECMWF Technical Memorandum 807) and Desroziers et al. 2005, rounded.
double defaultError(const std::string& variable, double levelHpa)
{
    struct Row {
        const char* variable;
        double surface, low, middle, high;  ///< surface; > 600, 150…600, < 150 hPa
    };
    static constexpr Row table[] = {
        {"air_temperature", 1.0, 1.0, 0.8, 1.0},      {"dew_point_temperature", 1.5, 2.0, 3.0, 4.0},
        {"surface_temperature", 1.5, 1.5, 1.5, 1.5},  {"sea_surface_temperature", 0.6, 0.6, 0.6, 0.6},
        {"eastward_wind", 1.8, 1.8, 2.2, 2.5},        {"northward_wind", 1.8, 1.8, 2.2, 2.5},
        {"wind_speed", 1.5, 1.8, 2.2, 2.5},           {"wind_from_direction", 30, 20, 15, 15},
        {"geopotential_height", 8, 8, 12, 20},        {"air_pressure_at_mean_sea_level", 100, 100, 100, 100},
        {"surface_air_pressure", 100, 100, 100, 100}, {"specific_humidity", 1e-3, 1e-3, 3e-4, 1e-5},
        {"relative_humidity", 0.1, 0.1, 0.15, 0.2},
        {"atmosphere_relative_vorticity", 1e-5, 1e-5, 1e-5, 1e-5},
        {"saturated_eastward_wind", 0.05, 0.05, 0.05, 0.05},
        {"saturated_northward_wind", 0.05, 0.05, 0.05, 0.05},
        {"saturated_atmosphere_relative_vorticity", 0.05, 0.05, 0.05, 0.05}};
    for (const Row& row : table) {
        if (variable == row.variable) {
            return levelHpa <= 0     ? row.surface
                   : levelHpa > 600  ? row.low
                   : levelHpa >= 150 ? row.middle
                                     : row.high;
        }
    }
    return 1.0;
}

}  // namespace core::data
